namespace OpenVision.Recipes;

/// <summary>Where published numbers stand.</summary>
internal static class Source
{
    public const string Weights = "UCSC-VLAA/OpenVision, weights";
}
