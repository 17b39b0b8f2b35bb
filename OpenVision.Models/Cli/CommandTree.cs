using System.CommandLine;
using OpenVision.Cli.Verbs;

namespace OpenVision.Cli;

/// <summary>The verbs and what they take.</summary>
internal static class CommandTree
{
    /// <summary>The option that shows stack traces.</summary>
    public const string Verbose = "--verbose";

    /// <summary>Builds the command line of a program.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="terminal">Where its verbs write.</param>
    public static RootCommand Build(Catalogue catalogue, Terminal terminal)
    {
        Option<bool> json = new("--json") { Description = "Print one JSON document on standard output, everything else on standard error.", Recursive = true };
        VerbContext context = new(catalogue, terminal, json);
        RootCommand root = new(About(catalogue))
        {
            json,
            new Option<bool>(Verbose) { Description = "Show where an unexpected failure comes from.", Recursive = true },
            ListVerb.Build(context),
            DescribeVerb.Build(context),
            TrainVerb.Build(context),
            VerifyVerb.Build(context),
            DiffVerb.Build(context),
            CompareVerb.Build(context),
            EncodeVerb.Build(context),
            ZeroShotVerb.Build(context),
            RetrieveVerb.Build(context),
            CaptionVerb.Build(context),
            ChatVerb.Build(context),
            ConvertVerb.Build(context),
            ExportVerb.Build(context),
            DataVerb.Build(context),
        };
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        root.Options.Add(new Option<bool>("--version") { Description = "Print OpenVision's version.", Action = new VersionAction() });
        root.SetAction(result => RunnableRecipe.Own(catalogue) is null ? ListVerb.Run(context, result) : DefaultJob.Run(context, result));
        return root;
    }

    private static string About(Catalogue catalogue) => RunnableRecipe.Own(catalogue) is { } own
        ? $"Trains and runs {own.Name}. Without a verb it trains the whole recipe."
        : "Trains and runs OpenVision models. Without a verb it lists them.";
}
