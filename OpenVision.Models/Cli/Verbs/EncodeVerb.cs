using System.CommandLine;
using System.Text.Json;
using OpenVision.Data;
using OpenVision.Evaluation;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Cli.Verbs;

/// <summary><c>encode</c>: embeddings and patch tokens of pictures, or of tensors that are ready for the encoders.</summary>
internal static class EncodeVerb
{
    private const int BatchSize = 64;

    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string> model = new("MODEL") { Description = "A recipe, a model of two towers, or an encoder." };
        Option<string> weights = Parsed.Path("--weights", "A run folder, or published weights: a safetensors file or its folder.");
        Option<string> input = Parsed.Path("--input", "An image, a folder of images, a shard, or a safetensors file with 'image' (float32, [B, 3, R, R], normalised) or 'text' (int64, [B, T]).");
        Option<string> output = Parsed.Path("--output", "The safetensors file to write: image_features, image_tokens, text_features, not normalised.");
        Option<bool> featuresOnly = new("--features-only") { Description = "Leave image_tokens out." };
        Command command = new("encode", "Write the embeddings and patch tokens of pictures to a safetensors file.") { model, weights, input, output, featuresOnly };
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(input), target = result.GetRequiredValue(output);
            bool tokens = !result.GetValue(featuresOnly);
            Func<SkipLedger, IEnumerable<Sample>>? samples = IsTensors(path) ? null : PictureInput.Open(path);
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            using LoadedEncoders encoders = LoadedEncoders.Load(context.Catalogue, result.GetRequiredValue(model), result.GetRequiredValue(weights), "encode");
            SkipLedger ledger = new();
            Encoded encoded = samples is null ? OfTensors(encoders, path, tokens) : OfPictures(encoders, path, samples, tokens, ledger);
            Safetensors.Write(target, encoded.Tensors, encoded.Metadata(encoders.Model.Name));
            DataReports.WriteSkips(context.Terminal.Error, ledger.Counts, ledger.Named);
            return Show(context, result, target, encoded, ledger.Total);
        });
        return command;
    }

    private static bool IsTensors(string path) => path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);

    private static Encoded OfPictures(
        LoadedEncoders encoders, string path, Func<SkipLedger, IEnumerable<Sample>> samples, bool tokens, SkipLedger ledger)
    {
        if (encoders is not { Vision: { } vision, Preprocess: { } preprocess })
        {
            throw new OpenVisionException($"'{encoders.Model.Name}' is a text encoder, and '{path}' holds pictures. Name an image encoder, or give it a safetensors file with 'text'.");
        }

        HeldOut heldOut = new(path, samples, 0, preprocess, BatchSize);
        Collected collected = new();
        List<string> keys = [];
        foreach (HeldOutBatch<bool> batch in heldOut.Batches<bool>(HeldOut.NoTruth, ledger))
        {
            using DisposeScope scope = NewDisposeScope();
            collected.AddImages(vision.Forward(batch.Images()), tokens);
            keys.AddRange(batch.Items.Select(item => item.Sample.Key));
        }

        return new(collected.Joined(), keys);
    }

    private static Encoded OfTensors(LoadedEncoders encoders, string path, bool tokens)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Tensor? images = Input(file, "image", ScalarType.Float32, 4), texts = Input(file, "text", ScalarType.Int64, 2);
        Collected collected = new();
        if (images is not null && encoders.Vision is { } vision)
        {
            Fitting(path, "image", () => collected.AddImages(vision, images, tokens));
        }

        if (texts is not null && encoders.Text is { } text)
        {
            Fitting(path, "text", () => collected.AddTexts(text, texts));
        }

        return collected.IsEmpty
            ? throw new OpenVisionException($"'{path}' holds nothing that '{encoders.Model.Name}' encodes. It needs a tensor 'image' (float32, [B, 3, R, R], normalised) or 'text' (int64, [B, T]).")
            : new(collected.Joined(), []);
    }

    private static Tensor? Input(SafetensorsFile file, string name, ScalarType type, int dimensions)
    {
        if (!file.Header.Tensors.TryGetValue(name, out TensorEntry? entry))
        {
            return null;
        }

        return entry.Type == type && entry.Shape.Count == dimensions && entry.Shape.All(size => size > 0)
            ? file.Read(name)
            : throw new OpenVisionException($"{file.Path}: '{name}' is {entry.Type} [{string.Join(", ", entry.Shape)}]; expected {type} with {dimensions} dimensions, none of them 0.");
    }

    private static void Fitting(string path, string name, Action encode)
    {
        try
        {
            encode();
        }
        catch (ArgumentException error)
        {
            throw new OpenVisionException($"{path}: '{name}' does not fit the model. {error.Message}", error);
        }
    }

    private static int Show(VerbContext context, ParseResult result, string path, Encoded encoded, long skipped)
    {
        EncodedTensor[] tensors = [.. encoded.Tensors.Select(pair => new EncodedTensor(pair.Key, pair.Value.shape))];
        if (context.WantsJson(result))
        {
            context.Print(new EncodedDocument(path, tensors, skipped), CliJson.Default.EncodedDocument);
            return OpenVisionApp.Done;
        }

        foreach (EncodedTensor tensor in tensors)
        {
            context.Terminal.Output.WriteLine($"{tensor.Name} [{string.Join(", ", tensor.Shape)}]");
        }

        context.Terminal.Output.WriteLine($"written to {path}");
        return OpenVisionApp.Done;
    }

    private sealed record Encoded(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyList<string> Keys)
    {
        public Dictionary<string, string> Metadata(string model)
        {
            Dictionary<string, string> metadata = new() { ["model"] = model };
            if (Keys.Count > 0)
            {
                // Row i of every tensor is of this picture.
                metadata["samples"] = JsonSerializer.Serialize(Keys, CliJson.Default.IReadOnlyListString);
            }

            return metadata;
        }
    }

    // Batches of what the encoders gave, on the processor, in the scope that is open when they are added to the lists.
    private sealed class Collected
    {
        private readonly SortedDictionary<string, List<Tensor>> parts = new(StringComparer.Ordinal);

        public bool IsEmpty => parts.Count == 0;

        public void AddImages(Vision.VisionEncoder encoder, Tensor images, bool tokens)
        {
            for (long at = 0; at < images.shape[0]; at += BatchSize)
            {
                using DisposeScope scope = NewDisposeScope();
                AddImages(encoder.Forward(images.narrow(0, at, Math.Min(BatchSize, images.shape[0] - at))), tokens);
            }
        }

        public void AddImages(Vision.VisionFeatures features, bool tokens)
        {
            Add("image_features", features.Embedding);
            if (tokens)
            {
                Add("image_tokens", features.Tokens);
            }
        }

        public void AddTexts(Text.TextEncoder encoder, Tensor texts)
        {
            for (long at = 0; at < texts.shape[0]; at += BatchSize)
            {
                using DisposeScope scope = NewDisposeScope();
                Add("text_features", encoder.Forward(texts.narrow(0, at, Math.Min(BatchSize, texts.shape[0] - at))).Embedding);
            }
        }

        public Dictionary<string, Tensor> Joined() => parts.ToDictionary(part => part.Key, part =>
        {
            Tensor joined = cat([.. part.Value]);
            part.Value.ForEach(tensor => tensor.Dispose());
            return joined;
        });

        private void Add(string name, Tensor tensor)
        {
            if (!parts.TryGetValue(name, out List<Tensor>? list))
            {
                parts.Add(name, list = []);
            }

            list.Add(tensor.to_type(ScalarType.Float32).cpu().clone().DetachFromDisposeScope());
        }
    }
}
