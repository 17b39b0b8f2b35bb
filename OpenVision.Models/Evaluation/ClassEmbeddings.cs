using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Evaluation;

/// <summary>The text side of zero-shot classification: one vector a class.</summary>
internal static class ClassEmbeddings
{
    /// <summary>What stands for the class's name in a template.</summary>
    public const string Slot = "{}";

    /// <summary>The prompts of a class: its name put into each template, or the name alone where there are none.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="templates">The templates.</param>
    public static IReadOnlyList<string> Prompts(string name, IReadOnlyList<string> templates) =>
        templates.Count == 0 ? [name] : [.. templates.Select(template => template.Replace(Slot, name, StringComparison.Ordinal))];

    /// <summary>The mean of a class's prompts, scaled to length 1 (evaluation of CLIP).</summary>
    /// <param name="prompts">The embeddings of the prompts, of length 1, float32, [P, E].</param>
    /// <returns>float32, [1, E], in the caller's dispose scope.</returns>
    public static Tensor Average(Tensor prompts)
    {
        using DisposeScope scope = NewDisposeScope();
        return ContrastiveLoss.Normalize(prompts.mean([0], keepdim: true)).MoveToOuterDisposeScope();
    }
}
