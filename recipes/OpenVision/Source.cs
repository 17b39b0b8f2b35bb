namespace OpenVision.Recipes;

/// <summary>Where published numbers stand.</summary>
internal static class Source
{
    public const string Weights = "UCSC-VLAA/OpenVision, weights";
    public const string Rivals = "arXiv 2505.04601, Table 1 (LLaVA-1.5, Llama-3-8B)";
    public const string Scale = "arXiv 2505.04601, Table 3 (LLaVA-1.5, Llama-3-8B)";
    public const string Patches = "arXiv 2505.04601, Table 5 (LLaVA-1.5, Llama-3-8B)";
}
