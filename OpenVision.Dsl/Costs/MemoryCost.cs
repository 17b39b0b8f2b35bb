namespace OpenVision;

/// <summary>The memory of one device at the fullest moment of a training step, by part, in bytes.</summary>
public sealed record MemoryCost
{
    /// <summary>Parameters, float32.</summary>
    public required long Parameters { get; init; }

    /// <summary>The float32 gradients: those of exact parameters alone where a step computes in bfloat16.</summary>
    public required long Gradients { get; init; }

    /// <summary>AdamW's two moments, and the parameters' average where the recipe asks for one.</summary>
    public required long Optimizer { get; init; }

    /// <summary>The bfloat16 copies of parameters and gradients; 0 where a step computes in float32.</summary>
    public required long HalfCopies { get; init; }

    /// <summary>The batch: float32 images and the tokens of the texts.</summary>
    public required long Batch { get; init; }

    /// <summary>What the encoders and the decoder keep for the backward pass.</summary>
    public required long Activations { get; init; }

    /// <summary>What the losses keep: similarities, and the logits of captions.</summary>
    public required long Losses { get; init; }

    /// <summary>What the backward pass holds at its fullest above the parts that are kept.</summary>
    public required long Working { get; init; }

    /// <summary>What the allocator cannot use of its memory: gaps that blocks of other sizes have left, as measured with glibc's malloc.</summary>
    public required long Gaps { get; init; }

    /// <summary>The parts that add up to all of it, with the names that people read.</summary>
    public static IReadOnlyList<(string Part, Func<MemoryCost, long> Bytes)> Names { get; } =
    [
        ("parameters", static memory => memory.Parameters),
        ("gradients", static memory => memory.Gradients),
        ("optimiser", static memory => memory.Optimizer),
        ("bfloat16 copies", static memory => memory.HalfCopies),
        ("batch", static memory => memory.Batch),
        ("activations", static memory => memory.Activations),
        ("losses", static memory => memory.Losses),
        ("in passing", static memory => memory.Working),
        ("gaps", static memory => memory.Gaps),
    ];

    /// <summary>What does not depend on the batch.</summary>
    public long Fixed => Parameters + Gradients + Optimizer + HalfCopies;

    /// <summary>What tensors hold.</summary>
    public long Tensors => Fixed + Batch + Activations + Losses + Working;

    /// <summary>All of it.</summary>
    public long Total => Tensors + Gaps;
}
