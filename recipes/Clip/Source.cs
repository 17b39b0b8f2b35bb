namespace OpenVision.Recipes.Clip;

/// <summary>Where published numbers stand.</summary>
internal static class Source
{
    public const string Profile = "open_clip, model profile";
    public const string Results = "open_clip, results of pretrained models";
}
