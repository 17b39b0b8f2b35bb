using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Evaluation;

/// <summary>The text side of zero-shot classification: one vector a class, as CLIP makes it.</summary>
internal static class ClassEmbeddings
{
    /// <summary>What stands for the class's name in a template.</summary>
    public const string Slot = "{}";

    /// <summary>The prompts of a class: its name put into each template, or the name alone where there are none.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="templates">The templates.</param>
    public static IReadOnlyList<string> Prompts(string name, IReadOnlyList<string> templates) =>
        templates.Count == 0 ? [name] : [.. templates.Select(template => template.Replace(Slot, name, StringComparison.Ordinal))];

    /// <summary>The mean of each class's prompts, scaled to length 1.</summary>
    /// <param name="prompts">The prompts' embeddings, of length 1, float32, [C, P, E].</param>
    /// <returns>float32, [C, E], in the caller's dispose scope.</returns>
    public static Tensor Average(Tensor prompts)
    {
        using DisposeScope scope = NewDisposeScope();
        return ContrastiveLoss.Normalize(prompts.mean([1])).MoveToOuterDisposeScope();
    }

    /// <summary>Encodes classes, a few at a time.</summary>
    /// <param name="inference">What encodes.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="templates">The templates, each with a <see cref="Slot"/>.</param>
    /// <returns>float32, [C, E], in the caller's dispose scope.</returns>
    public static Tensor Encode(Inference inference, IReadOnlyList<string> classes, IReadOnlyList<string> templates)
    {
        using DisposeScope scope = NewDisposeScope();
        int prompts = Math.Max(1, templates.Count);
        IEnumerable<Tensor> parts = classes.Chunk(Math.Max(1, inference.BatchSize / prompts)).Select(names =>
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor texts = inference.Texts([.. names.SelectMany(name => Prompts(name, templates))]);    // [C P, E]
            return Average(texts.view(names.Length, prompts, -1)).MoveToOuterDisposeScope();
        });
        return cat([.. parts]).MoveToOuterDisposeScope();
    }
}
