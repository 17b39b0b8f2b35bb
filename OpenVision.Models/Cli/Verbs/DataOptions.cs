using System.CommandLine;

namespace OpenVision.Cli.Verbs;

/// <summary>Options that several <c>data</c> verbs share.</summary>
internal static class DataOptions
{
    /// <summary>Where shards are written.</summary>
    public static Option<string> Output() => new("--out") { Description = "The folder that the shards are written to.", HelpName = "DIR", Required = true };

    /// <summary>How large shards become.</summary>
    /// <param name="default">The number where the option is not given.</param>
    public static Option<int?> PerShard(int @default) =>
        Parsed.Number("--samples-per-shard", $"The most samples of a shard. Default {Figures.Exact(@default)}.", 1);

    /// <summary>A word with a default.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="help">What it is.</param>
    /// <param name="default">The word where the option is not given.</param>
    public static Option<string> Text(string name, string help, string @default) => new(name)
    {
        Description = @default.Length > 0 ? $"{help} Default {@default}." : help,
        HelpName = "WORD",
        DefaultValueFactory = _ => @default,
    };
}
