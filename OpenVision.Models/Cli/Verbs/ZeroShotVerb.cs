using System.CommandLine;
using OpenVision.Clip;
using OpenVision.Data;
using OpenVision.Evaluation;
using static TorchSharp.torch;

namespace OpenVision.Cli.Verbs;

/// <summary><c>zeroshot</c>: names the classes of pictures, or measures how well where their labels are there.</summary>
internal static class ZeroShotVerb
{
    // How many labels of a picture are shown.
    private const int Shown = 5;

    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        InferenceOptions options = new("zeroshot", "An image, a folder of images, or a shard.");
        EvalSpec defaults = new() { Benchmark = Benchmark.ZeroShot, Shards = "" };
        Option<string> classes = Parsed.Path("--classes", "The classes' names, one a line.");
        Option<string?> templates = new("--templates") { Description = "Prompts, one a line, {} standing for the class. Default: the name alone.", HelpName = "F" };
        Option<string> label = DataOptions.Text("--label", "The extension of the member with the class's number.", defaults.Label);
        Command command = options.AddTo(new("zeroshot", "Name the classes of pictures, or measure accuracy where labels are present.") { classes, templates, label });
        command.SetAction(result =>
        {
            EvalSpec spec = defaults with
            {
                Shards = options.Input(result),
                Classes = result.GetRequiredValue(classes),
                Templates = result.GetValue(templates) ?? "",
                Label = result.GetRequiredValue(label),
            };
            return Run(context, result, options, spec);
        });
        return command;
    }

    private static int Run(VerbContext context, ParseResult result, InferenceOptions options, EvalSpec spec)
    {
        if (IsLabelled(spec))
        {
            return RetrieveVerb.Show(context, result, options.Run(
                context, result, (_, inference, heldOut, ledger) => ZeroShotEvaluation.Run(inference, spec, heldOut, ledger)));
        }

        LabelsDocument document = options.Run(context, result, (graph, inference, heldOut, ledger) =>
            new LabelsDocument([.. Predict(graph, inference, spec, heldOut, ledger)], ledger.Total));
        if (context.WantsJson(result))
        {
            context.Print(document, CliJson.Default.LabelsDocument);
            return OpenVisionApp.Done;
        }

        foreach (LabelledPicture picture in document.Pictures)
        {
            string labels = string.Join(", ", picture.Labels.Select(label => $"{label.Label} {Figures.Percent(label.Probability)}"));
            context.Terminal.Output.WriteLine($"{Sentence.Plain(picture.Name)}\t{labels}");
        }

        return OpenVisionApp.Done;
    }

    // The first sample tells: labels are in all samples of a data set or in none.
    private static bool IsLabelled(EvalSpec spec) =>
        PictureInput.IsShards(spec.Shards)
        && PictureInput.Open(spec.Shards)(new SkipLedger()).FirstOrDefault() is { } sample
        && sample.Members.ContainsKey(spec.Label);

    private static List<LabelledPicture> Predict(
        ClipModel graph, Inference inference, EvalSpec spec, HeldOut heldOut, SkipLedger ledger)
    {
        using ZeroShotClassifier classifier = new(graph, inference, NameList.Classes(spec.Classes), NameList.Templates(spec.Templates));
        List<LabelledPicture> pictures = [];
        foreach (HeldOutBatch<bool> batch in heldOut.Batches<bool>(HeldOut.NoTruth, ledger))
        {
            using Tensor images = batch.Images();
            pictures.AddRange(batch.Items.Zip(classifier.Classify(images), (item, labels) => new LabelledPicture(
                item.Sample.Key, [.. labels.Take(Shown).Select(label => new LabelShare(label.Name, label.Probability))])));
        }

        return pictures;
    }
}
