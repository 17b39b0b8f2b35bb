using System.CommandLine;
using OpenVision.Onnx;
using static TorchSharp.torch;

namespace OpenVision.Cli.Verbs;

/// <summary><c>export</c>: encoders, and a caption decoder, as ONNX files.</summary>
internal static class ExportVerb
{
    private const string Extension = ".onnx";

    private static readonly Dictionary<string, string> formats = new() { ["onnx"] = Extension };

    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string> model = new("MODEL") { Description = "A recipe, a model of two towers, or an encoder." };
        Option<string> weights = Parsed.Path("--weights", "A run folder, or published weights: a file or its folder.");
        Option<string> output = Parsed.Path("--output", "The file to write; a whole model's parts get -image, -text and -decoder before the extension.");
        Option<string> format = new("--format") { Description = "The format: onnx.", HelpName = "FORMAT", DefaultValueFactory = _ => formats.Keys.First() };
        Command command = new("export", "Write the graphs with their weights for other runtimes, as ONNX.") { model, weights, output, format };
        command.SetAction(result =>
        {
            string named = result.GetRequiredValue(format);
            if (!formats.ContainsKey(named))
            {
                throw new UsageException($"--format takes {string.Join(" or ", formats.Keys)}, not '{named}'.", named);
            }

            using LoadedEncoders encoders = LoadedEncoders.Load(context.Catalogue, result.GetRequiredValue(model), result.GetRequiredValue(weights), "export");
            string[] written = [.. Write(encoders, result.GetRequiredValue(output))];
            if (context.WantsJson(result))
            {
                context.Print(new ExportDocument(encoders.Model.Name, named, written), CliJson.Default.ExportDocument);
            }
            else
            {
                Array.ForEach(written, file => context.Terminal.Output.WriteLine($"written to {file}"));
            }

            return OpenVisionApp.Done;
        });
        return command;
    }

    private static IEnumerable<string> Write(LoadedEncoders encoders, string output)
    {
        ModelSpec model = encoders.Model;
        IReadOnlyDictionary<string, Tensor> values = encoders.Values();
        bool whole = model is { Vision: not null, Text: not null };
        if (model.Vision is { } vision)
        {
            string file = whole ? Part(output, "image") : output;
            OnnxExport.Vision(file, vision, values);
            yield return file;
        }

        if (model.Text is { } text)
        {
            string file = whole ? Part(output, "text") : output;
            OnnxExport.Text(file, text, values);
            yield return file;
        }

        if (model is { Decoder: { } decoder, Vision: { } image, Text: { } words })
        {
            string file = Part(output, "decoder");
            OnnxExport.Decoder(file, decoder, TokenShape.Of(image), TokenShape.Of(words), values);
            yield return file;
        }
    }

    private static string Part(string output, string part) =>
        output.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? $"{output[..^Extension.Length]}-{part}{Extension}" : $"{output}-{part}{Extension}";
}
