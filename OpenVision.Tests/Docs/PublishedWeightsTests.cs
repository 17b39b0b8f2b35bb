using System.Globalization;
using System.Text.RegularExpressions;
using OpenVision.Layers;
using OpenVision.Tests.Data;
using OpenVision.Tests.Support;
using OpenVision.Tests.Training;
using OpenVision.Training;
using OpenVision.Weights;
using static TorchSharp.torch;

namespace OpenVision.Tests.Docs;

/// <summary>The page on published weights is compiled and run, on a folder like the published ones.</summary>
[Collection(AloneCollection.Name)] // the program writes to the console, which all tests share
public sealed partial class PublishedWeightsTests : IDisposable
{
    private static readonly string[] Classes = ["cat", "dog", "car"];

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void TheProgramClassifiesAPicture()
    {
        Publish(TiPatch16At160.Definition, TiText.Definition);
        File.WriteAllBytes(folder["picture.jpg"], Pictures.Jpeg(80, 60, new(200, 30, 30)));
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "published-weights.md")).ReplaceLineEndings("\n");
        string program = Program().Match(page).Groups["code"].Value
            .Replace("\"openvision-vit-tiny-patch16-160\"", $"\"{folder.Path}\"", StringComparison.Ordinal)
            .Replace("\"picture.jpg\"", $"\"{folder["picture.jpg"]}\"", StringComparison.Ordinal);
        Assert.InRange(program.Split('\n').Count(line => line.Length > 0), 1, 13); // the braces and the three declarations beside ten lines

        string[] lines = SampleProgram.Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Classes.Order(StringComparer.Ordinal), lines.Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal));
        double[] shares = [.. lines.Select(line => double.Parse(line.Split(':')[1].Trim(' ', '%'), CultureInfo.InvariantCulture))];
        Assert.Equal(shares.OrderDescending(), shares);
        Assert.Equal(100, shares.Sum(), 0.2);
    }

    public void Dispose() => folder.Dispose();

    private void Publish(VisionSpec vision, TextSpec text)
    {
        ModelSpec model = new() { Name = "Tiny", Vision = vision, Text = text, Loss = ContrastiveLossKind.Softmax };
        using ParameterStore store = new(ParameterCount.Of(model.Parameters()), new GraphSettings(CPU, Half: false, Trains: false, Seed: 1));
        _ = new TiPatch16At160(store.Root["visual"]);
        _ = new TiText(store.Root);
        _ = new LogitScale(store.Root);
        ModelWeights.Save(model, store, folder["open_clip_model.safetensors"], new Dictionary<string, string>(), WeightLayout.OpenClip);
        OpenClipConfigFile.WriteBeside(folder["open_clip_model.safetensors"], model, PreprocessSpec.Of(vision, vision.Resolution));
        File.WriteAllLines(folder["vocab.txt"], ["[PAD]", "[unused0]", "[unused1]", "[UNK]", "[CLS]", "a", "photo", "of", ".", .. Classes]);
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Program();
}
