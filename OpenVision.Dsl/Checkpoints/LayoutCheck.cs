namespace OpenVision;

/// <summary>Compares what a checkpoint's header lists with what a model needs.</summary>
public static class LayoutCheck
{
    /// <summary>Every difference as a phrase: tensors that are missing, of another shape or not floating point, and those that the model lacks.</summary>
    /// <param name="maps">Where the layout holds the model's tensors.</param>
    /// <param name="stored">The shapes of the checkpoint's tensors by name.</param>
    /// <param name="ignoreOthers">Whether the checkpoint may hold tensors that the model lacks: another tower's, a decoder's.</param>
    public static IEnumerable<string> Differences(
        IEnumerable<TensorMap> maps, IReadOnlyDictionary<string, EquatableArray<long>> stored, bool ignoreOthers)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (TensorMap map in maps)
        {
            foreach (StoredTensor part in map.Parts)
            {
                known.Add(part.Key);
                if (stored.TryGetValue(part.Key, out EquatableArray<long> shape))
                {
                    if (!Fits(shape, part.Shape) && !(part.Heads.Count > 0 && Fits(shape, part.Heads)) && !IsOtherGrid(map, part, shape))
                    {
                        yield return $"'{part.Key}' has shape [{string.Join(", ", shape)}], expected [{string.Join(", ", part.Shape)}]";
                    }
                }
                else if (map.Parameter.Kind != ParameterKind.Fixed)
                {
                    yield return $"'{part.Key}' [{string.Join(", ", part.Shape)}] is missing";
                }
            }
        }

        if (!ignoreOthers)
        {
            foreach (string name in stored.Keys.Where(name => !known.Contains(name)).OrderBy(static name => name, StringComparer.Ordinal))
            {
                yield return $"'{name}' is unexpected";
            }
        }
    }

    /// <summary>
    /// Whether a stored tensor holds the positions of another grid than the image encoder's: learned ones are resampled, fixed
    /// ones belong to another resolution and are made anew.
    /// </summary>
    /// <param name="map">Where the layout holds the positions.</param>
    /// <param name="part">The stored tensor.</param>
    /// <param name="shape">The shape that it has.</param>
    public static bool IsOtherGrid(TensorMap map, StoredTensor part, IReadOnlyList<long> shape) =>
        map.Parameter.Name == "visual.positional_embedding"
        && shape.Count == part.Shape.Count
        && shape[shape.Count - 1] == part.Shape[part.Shape.Count - 1]
        && shape[shape.Count - 2] != part.Shape[part.Shape.Count - 2]
        && Leading(shape[shape.Count - 2]) == Leading(part.Shape[part.Shape.Count - 2]);

    // Tokens before the grid: 1 with a class token, 0 without; -1 where what is left is no square.
    private static int Leading(long tokens) => IsSquare(tokens) ? 0 : IsSquare(tokens - 1) ? 1 : -1;

    private static bool IsSquare(long number)
    {
        long root = (long)Math.Round(Math.Sqrt(number));
        return number > 0 && root * root == number;
    }

    private static bool Fits(EquatableArray<long> found, EquatableArray<int> expected) =>
        found.Count == expected.Count && found.Select((size, i) => size == expected[i]).All(static same => same);
}
