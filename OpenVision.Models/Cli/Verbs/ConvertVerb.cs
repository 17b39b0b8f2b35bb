using System.CommandLine;
using OpenVision.Weights;

namespace OpenVision.Cli.Verbs;

/// <summary><c>convert</c>: weights from one layout to another, or only the comparison of a checkpoint's header with a model.</summary>
internal static class ConvertVerb
{
    // How many tensors are named that were left out.
    private const int Named = 4;

    private static readonly Dictionary<string, WeightLayout> layouts = new()
    {
        ["openvision"] = WeightLayout.OpenVision,
        ["openclip"] = WeightLayout.OpenClip,
        ["hf"] = WeightLayout.HuggingFace,
        ["flax"] = WeightLayout.Flax,
    };

    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string> model = new("MODEL") { Description = "A recipe, a model of two towers, or an encoder." };
        Option<string?> from = new("--from") { Description = "The weights to read: a run folder, a safetensors file, an index, a numpy archive, or their folder; the layout is found out.", HelpName = "F" };
        Option<string?> to = new("--to") { Description = "The file to write: safetensors, or a numpy archive where its name ends in .npz.", HelpName = "F" };
        Option<WeightLayout?> layout = Parsed.Word("--layout", "The layout to write. Default openclip.", layouts);
        Option<string?> check = new("--check") { Description = "Compare these weights' header, and the configuration beside them, with the model, and write nothing.", HelpName = "F" };
        Option<string?> header = new("--header") { Description = "With --check: write the header there as JSON, for Config = \"…\" of the model's attribute.", HelpName = "F" };
        Command command = new("convert", "Convert weights between layouts, or check that they are a model's.") { model, from, to, layout, check, header };
        command.SetAction(result =>
        {
            ModelSpec spec = context.Catalogue.Any(result.GetRequiredValue(model));
            if (result.GetValue(check) is { } weights)
            {
                return result.GetValue(from) is null && result.GetValue(to) is null && result.GetValue(layout) is null
                    ? Check(context, result, spec, TrainedModel.FileOf(weights), result.GetValue(header))
                    : throw new UsageException("--check takes only --header beside it.", "--check", "Without it, convert takes --from, --to and --layout.");
            }

            return result.GetValue(from) is { } source && result.GetValue(to) is { } target && result.GetValue(header) is null
                ? Convert(context, result, spec, TrainedModel.FileOf(source), target, result.GetValue(layout) ?? WeightLayout.OpenClip)
                : throw new UsageException("convert needs --from and --to, or --check.", hint: "'convert --help' explains them.");
        });
        return command;
    }

    private static int Check(VerbContext context, ParseResult result, ModelSpec spec, string weights, string? header)
    {
        using WeightSource source = WeightSource.Open(weights);
        IReadOnlyDictionary<string, TensorEntry> tensors = source.Tensors;
        if (header is not null)
        {
            AtomicFile.Write(header, stream => HeaderText.Write(stream, tensors));
        }

        if (OpenClipConfigFile.Beside(weights) is { } config)
        {
            OpenClipConfigFile.Verify(config, spec);
        }

        FittingCheckpoint fit = FittingCheckpoint.Of(spec, weights, tensors, ignoreOthers: true);
        Show(context, result, new(spec.Name, weights, null, fit.Layout, fit.Maps.Sum(map => map.Parts.Count), fit.Others), $"{weights} fits {spec.Name}: {fit.Layout}");
        return OpenVisionApp.Done;
    }

    private static int Convert(VerbContext context, ParseResult result, ModelSpec spec, string from, string to, WeightLayout layout)
    {
        ConversionReport report = WeightConversion.Run(spec, from, to, layout);
        if (layout == WeightLayout.OpenClip && spec is { Vision: { } vision, Text: not null })
        {
            OpenClipConfigFile.WriteBeside(to, spec, OpenClipConfigFile.Preprocess(from, PreprocessSpec.Of(vision, vision.Resolution)));
        }

        Show(context, result, new(spec.Name, from, to, layout, report.Tensors, report.LeftOut), $"{report.From} to {report.To}, written to {to}");
        return OpenVisionApp.Done;
    }

    private static void Show(VerbContext context, ParseResult result, ConvertDocument document, string headline)
    {
        if (context.WantsJson(result))
        {
            context.Print(document, CliJson.Default.ConvertDocument);
            return;
        }

        context.Terminal.Output.WriteLine($"{headline}, {Figures.Exact(document.Tensors)} tensors");
        if (document.LeftOut.Count > 0)
        {
            string more = document.LeftOut.Count > Named ? $" and {Figures.Exact(document.LeftOut.Count - Named)} more" : "";
            context.Terminal.Output.WriteLine($"left out: {string.Join(", ", document.LeftOut.Take(Named).Select(Sentence.Plain))}{more}");
        }
    }
}
