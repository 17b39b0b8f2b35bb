namespace OpenVision;

/// <summary>
/// One source of conversations of a multimodal run. A recipe that takes over from another takes over the sources of every stage for which
/// it names none.
/// </summary>
/// <param name="path">The files: <c>.json</c>, <c>.jsonl</c>, or a <c>.yaml</c> mixture of them; <c>{a,b}</c> lists alternatives.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ConversationsAttribute(string path) : Attribute
{
    /// <summary>The files.</summary>
    public string Path { get; } = path;

    /// <summary>The stage that reads it. Default: every stage.</summary>
    public string Stage { get; set; } = "";

    /// <summary>The folder that pictures are named in. Default: the file's own.</summary>
    public string Images { get; set; } = "";

    /// <summary>The folder that videos are named in. Default: the file's own.</summary>
    public string Videos { get; set; } = "";

    /// <summary>Which samples are taken: <c>all</c>, <c>first:N</c>, <c>end:N</c> or <c>random:N</c>, N a number or a percentage. Default: all.</summary>
    public string Sampling { get; set; } = "all";

    /// <summary>How often each is seen in a pass. Default 1.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>The published number of samples, which plans and prices a run whose files are not at hand. Default 0: not known.</summary>
    public long Published { get; set; }
}
