namespace OpenVision.Recipes;

/// <summary>The encoders of the paper's Table 5, which asks what a finer patch brings, in one declaration.</summary>
[Sweep<OpenVisionS16>(Variants = [Variant.Ti, Variant.S, Variant.B], Patches = [16, 8])]
public static partial class Table5;
