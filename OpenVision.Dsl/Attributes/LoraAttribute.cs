namespace OpenVision;

/// <summary>
/// Low-rank adapters on every linear map of the language model's blocks, which train in place of its weights (arXiv 2106.09685).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LoraAttribute : Attribute
{
    /// <summary>The stage that trains them. Default: every stage that trains the language model.</summary>
    public string Stage { get; set; } = "";

    /// <summary>The rank of the product. Default 128.</summary>
    public int Rank { get; set; } = 128;

    /// <summary>What the product is scaled by, times the rank. Default 256.</summary>
    public double Alpha { get; set; } = 256;

    /// <summary>The share of an adapter's inputs that a training step sets to 0. Default 0.05.</summary>
    public double Dropout { get; set; } = 0.05;
}
