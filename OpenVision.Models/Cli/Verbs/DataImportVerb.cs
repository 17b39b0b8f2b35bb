using System.CommandLine;
using OpenVision.Data;
using OpenVision.Data.Packing;
using OpenVision.Evaluation;

namespace OpenVision.Cli.Verbs;

/// <summary><c>data import</c>: makes shards from data sets in other formats.</summary>
internal static class DataImportVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context) => new("import", "Make shards from a data set in another format.")
    {
        Idx(context),
        Fashion(context),
    };

    private static Command Idx(VerbContext context)
    {
        Option<string> images = Parsed.Path("--images", "The file of grey images (idx3), plain or gzipped.");
        Option<string> labels = Parsed.Path("--labels", "The file of their labels (idx1), plain or gzipped.");
        Option<string> classes = Parsed.Path("--classes", "The file of the classes' names, one a line.");
        Option<string> output = DataOptions.Output();
        IdxImportOptions defaults = new() { Images = "", Labels = "", Output = "", Classes = [] };
        Option<string> name = DataOptions.Text("--name", "What the shards' names begin with.", defaults.Name);
        Option<int?> perShard = DataOptions.PerShard(defaults.SamplesPerShard);
        Option<int?> most = Parsed.Number("--max-samples", "The most samples taken, from the first on. Default: all.", 1);
        Option<int?> seed = Parsed.Number("--seed", "The seed of the captions. Default 0.", int.MinValue);
        Command command = new("idx", "Make shards from two idx files, images and their labels, as MNIST has them.")
        {
            images, labels, classes, output, name, perShard, most, seed,
        };
        command.SetAction(result =>
        {
            IdxImportOptions options = defaults with
            {
                Images = result.GetRequiredValue(images),
                Labels = result.GetRequiredValue(labels),
                Output = result.GetRequiredValue(output),
                Classes = NameList.Classes(result.GetRequiredValue(classes)),
                Name = result.GetRequiredValue(name),
                SamplesPerShard = result.GetValue(perShard) ?? defaults.SamplesPerShard,
                Most = result.GetValue(most) ?? defaults.Most,
                Seed = result.GetValue(seed) ?? defaults.Seed,
            };
            return DataReports.Run(context, result, "importing", (progress, token) => IdxImporter.Import(options, progress, token));
        });
        return command;
    }

    private static Command Fashion(VerbContext context)
    {
        Argument<string> source = new("SOURCE")
        {
            Description = $"The folder of its four idx files. Default {FashionMnist.DebianFolder}.",
            DefaultValueFactory = _ => FashionMnist.DebianFolder,
        };
        Option<string> output = DataOptions.Output();
        Option<int?> seed = Parsed.Number("--seed", "The seed of the captions. Default 0.", int.MinValue);
        Command command = new("fashion-mnist", "Make captioned shards, classes, templates and vocabulary of Fashion-MNIST.") { source, output, seed };
        command.SetAction(result => DataMakeVerb.Run(
            context,
            result,
            new DatasetRequest(result.GetRequiredValue(output), 0, result.GetValue(seed) ?? 0),
            (request, progress, token) => FashionMnist.Make(result.GetRequiredValue(source), request, progress, token)));
        return command;
    }
}
