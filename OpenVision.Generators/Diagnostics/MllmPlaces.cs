namespace OpenVision.Generators.Diagnostics;

/// <summary>Which of the attributes of a multimodal recipe a stage's conversations and adapters are written in.</summary>
/// <param name="data">Of each stage, the places of its conversations among all <c>[Conversations]</c>.</param>
/// <param name="lora">Of each stage, the place of its adapters among all <c>[Lora]</c>; -1 without.</param>
internal sealed class MllmPlaces(IReadOnlyList<IReadOnlyList<int>> data, IReadOnlyList<int> lora)
{
    /// <summary>An argument of a source of a stage.</summary>
    public Place Data(int stage, int source, params string[] arguments) => new(Part.Conversations, data[stage][source], arguments);

    /// <summary>An argument of a stage's adapters.</summary>
    public Place Lora(int stage, params string[] arguments) => new(Part.Lora, lora[stage], arguments);
}
