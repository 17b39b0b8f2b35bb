using System.CommandLine;

namespace OpenVision.Cli.Verbs;

/// <summary><c>data</c>: makes and checks shards.</summary>
internal static class DataVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context) => new("data", "Make and check shards.")
    {
        DataPackVerb.Build(context),
        DataInspectVerb.Build(context),
        DataImportVerb.Build(context),
        DataMakeVerb.Build(context),
    };
}
