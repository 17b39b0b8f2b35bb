namespace OpenVision.Generators.Parsing;

/// <summary>
/// The attributes of a multimodal recipe that belong to a stage by its name, or to every stage: of the classes that have any for a stage,
/// the nearest decides.
/// </summary>
/// <param name="all">The attributes of a kind on all classes, each with its class's place.</param>
internal sealed class StageSources(IReadOnlyList<(Told Told, int Place)> all)
{
    /// <summary>The stage that each names; empty for every stage.</summary>
    public IReadOnlyList<string> Names { get; } = [.. all.Select(static one => one.Told.Arguments.Get("Stage", ""))];

    /// <summary>An attribute's arguments.</summary>
    /// <param name="index">Which.</param>
    public AttributeArguments this[int index] => all[index].Told.Arguments;

    /// <summary>Which attributes a stage has, in the order they are written.</summary>
    /// <param name="stage">The stage's name.</param>
    public IReadOnlyList<int> Of(string stage)
    {
        int[] own = [.. Enumerable.Range(0, all.Count).Where(index => Names[index].Length == 0 || Names[index] == stage)];
        return [.. own.Where(index => all[index].Place == all[own[0]].Place)];
    }
}
