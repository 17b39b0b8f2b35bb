namespace OpenVision.Training;

/// <summary>Compares a run with its checkpoint.</summary>
internal static class RunChanges
{
    /// <summary>Refuses to go on with another run than the one that was saved.</summary>
    /// <param name="saved">Where the run stood.</param>
    /// <param name="recipe">The text of the recipe with the command line's changes.</param>
    /// <param name="data">The data that were found.</param>
    /// <exception cref="OpenVisionException">The recipe or the data have changed.</exception>
    public static void Refuse(TrainState saved, SpecText recipe, IReadOnlyList<FoundData> data)
    {
        SpecChange[] changes = [.. SpecDiff.Between(TextOf(saved), recipe).Where(change => change.ChangesRun)];
        if (changes.Length > 0)
        {
            throw new OpenVisionException($"The run cannot go on: since its checkpoint the recipe has changed: {string.Join("; ", changes.AsEnumerable())}. Change it back, or start a new run with another --out.");
        }

        if (!data.Select(found => found.Source).SequenceEqual(saved.DataSources))
        {
            throw new OpenVisionException("The run cannot go on: its shards or vocabulary are not those it started with (names, sizes, first bytes). Bring them back (--data where they moved), or start a new run with another --out.");
        }
    }

    /// <summary>The versions that made a run's updates before this process.</summary>
    /// <param name="saved">Where the run stood.</param>
    /// <param name="now">This process's versions.</param>
    public static IReadOnlyList<SoftwareUse> Software(TrainState saved, SoftwareVersions now) =>
        saved.Step == 0 || saved.Software == now ? saved.EarlierSoftware : [.. saved.EarlierSoftware, new(saved.Step, saved.Software)];

    private static SpecText TextOf(TrainState saved)
    {
        try
        {
            return SpecText.Parse(saved.Spec);
        }
        catch (FormatException e)
        {
            throw new OpenVisionException($"The run cannot go on: its checkpoint does not say what recipe it is of: {e.Message}. Start a new run with another --out.", e);
        }
    }
}
