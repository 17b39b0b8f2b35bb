using OpenVision.Kernels;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>A language model's map from hidden states to the vocabulary: a matrix of its own, or the table of token vectors.</summary>
public sealed class LanguageHead
{
    /// <summary>A matrix of its own: allocates <c>weight</c> [vocabulary, width] (deviation √(1 / width)).</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The size of a hidden state.</param>
    /// <param name="vocabulary">The number of token ids.</param>
    public LanguageHead(ParameterScope scope, int width, int vocabulary) =>
        Map = new Linear(scope, width, vocabulary, bias: false);

    /// <summary>A tied head: the table itself.</summary>
    /// <param name="table">The table of token vectors.</param>
    public LanguageHead(TokenTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Map = new Linear(table.Weight);
    }

    /// <summary>The map, for the chunked cross entropy.</summary>
    internal Linear Map { get; }

    /// <summary>The answers of the vocabulary.</summary>
    /// <param name="hidden">[..., width].</param>
    /// <returns>float32, [..., vocabulary], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = FewRows.Fit(hidden, Map.Weight) ? FewRows.Product(hidden, Map.Weight) : Map.Forward(hidden);
        return logits.to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
