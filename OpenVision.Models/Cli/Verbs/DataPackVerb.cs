using System.CommandLine;
using OpenVision.Data.Packing;

namespace OpenVision.Cli.Verbs;

/// <summary><c>data pack</c>: makes shards from a folder of captioned images.</summary>
internal static class DataPackVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        PackOptions defaults = new() { Images = "", Output = "" };
        Argument<string> images = new("IMAGES") { Description = "The folder of images; folders within it are searched too." };
        Option<string> output = DataOptions.Output();
        Option<string?> captions = new("--captions")
        {
            Description = "A .csv, .tsv or .jsonl table of captions. Default: captions lie beside their images.",
            HelpName = "F",
        };
        Option<string> file = DataOptions.Text("--file-field", "The table's column of the image's path.", defaults.FileField);
        Option<string> web = DataOptions.Text("--web-field", "The table's column of the web caption.", defaults.WebField);
        Option<string> synthetic = DataOptions.Text("--synthetic-field", "The table's column of the synthetic caption.", defaults.SyntheticField);
        Option<string> webCaption = DataOptions.Text("--web-caption", "The extension of the web caption.", defaults.WebCaption);
        Option<string> syntheticCaption = DataOptions.Text("--synthetic-caption", "The extension of the synthetic caption.", defaults.SyntheticCaption);
        Option<string> name = DataOptions.Text("--name", "What the shards' names begin with.", defaults.Name);
        Option<int?> perShard = DataOptions.PerShard(defaults.SamplesPerShard);
        Command command = new("pack", "Make shards from a folder of captioned images.")
        {
            images, output, captions, file, web, synthetic, webCaption, syntheticCaption, name, perShard,
        };
        command.SetAction(result =>
        {
            PackOptions options = defaults with
            {
                Images = result.GetRequiredValue(images),
                Output = result.GetRequiredValue(output),
                Captions = result.GetValue(captions),
                FileField = result.GetRequiredValue(file),
                WebField = result.GetRequiredValue(web),
                SyntheticField = result.GetRequiredValue(synthetic),
                WebCaption = result.GetRequiredValue(webCaption),
                SyntheticCaption = result.GetRequiredValue(syntheticCaption),
                Name = result.GetRequiredValue(name),
                SamplesPerShard = result.GetValue(perShard) ?? defaults.SamplesPerShard,
            };
            return DataReports.Run(context, result, "packing", (progress, token) => FolderPacker.Pack(options, progress, token));
        });
        return command;
    }
}
