using System.CommandLine;
using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Evaluation;
using OpenVision.Multimodal;
using OpenVision.Text;
using OpenVision.Training;
using TorchSharp;

namespace OpenVision.Cli.Verbs;

/// <summary><c>caption</c>: a text for each picture, from a caption decoder or a multimodal model.</summary>
internal static class CaptionVerb
{
    private const string Request = "Please describe the image.";
    private const int PicturesAtOnce = 16, MostTokens = 256;

    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        InferenceOptions options = new("caption", "An image, a folder of images, or a shard.", multimodal: true);
        Option<string?> prompt = new("--prompt") { Description = $"What a multimodal model is asked. Default: {Request}", HelpName = "TEXT" };
        Command command = options.AddTo(new("caption", "Write a caption for each picture, as each batch is done.") { prompt });
        command.SetAction(result => Run(context, result, options, result.GetValue(prompt)));
        return command;
    }

    private static int Run(VerbContext context, ParseResult result, InferenceOptions options, string? prompt)
    {
        bool json = context.WantsJson(result);
        List<CaptionedPicture> captions = [];
        SkipLedger skips = ChatModel.TryFind(context.Catalogue, options.Model(result)) is { } multimodal
            ? ByAnswers(context, multimodal, options.Weights(result), options.Input(result), prompt ?? Request, Add)
            : prompt is null ? ByDecoder(context, result, options, Add)
            : throw new UsageException("A caption decoder is asked nothing: leave --prompt out.", "--prompt");
        if (json)
        {
            context.Print(new CaptionsDocument(captions, skips.Total), CliJson.Default.CaptionsDocument);
        }

        return OpenVisionApp.Done;

        void Add(string key, string caption)
        {
            captions.Add(new(key, caption));
            if (!json)
            {
                context.Terminal.Output.WriteLine($"{Sentence.Plain(key)}\t{caption}");
            }
        }
    }

    private static SkipLedger ByDecoder(VerbContext context, ParseResult result, InferenceOptions options, Action<string, string> add) =>
        options.Run(context, result, (_, inference, heldOut, ledger) =>
        {
            foreach (HeldOutBatch<bool> batch in heldOut.Batches<bool>(HeldOut.NoTruth, ledger))
            {
                foreach ((string caption, HeldOutItem<bool> item) in Captions(inference, batch).Zip(batch.Items))
                {
                    add(item.Sample.Key, caption);
                }
            }

            return ledger;
        });

    private static IReadOnlyList<string> Captions(Inference inference, HeldOutBatch<bool> batch)
    {
        using torch.Tensor images = batch.Images();
        return inference.Captions(images);
    }

    private static SkipLedger ByAnswers(VerbContext context, ChatModel chosen, string? weights, string path, string prompt, Action<string, string> add)
    {
        Func<SkipLedger, IEnumerable<Sample>> samples = PictureInput.Open(path);
        MllmRecipeSpec recipe = chosen.Recipe ?? throw new UsageException($"{chosen.Name} is a model alone: caption takes the recipe that trains it.", chosen.Name);
        using MultimodalModel model = chosen.Load(weights ?? RunFolders.Of(chosen.Name), visionWeights: null, ComputePrecision.IsHalf(Precision.Auto, torch.CPU));
        MultimodalInference inference = new(model, LanguageTokenizer.For(recipe.Tokenizer, model.Spec.Language), ChatForm.Of(chosen.Template(model.Spec)));
        SkipLedger ledger = new();
        foreach ((string Key, PictureTiles Tiles)[] batch in Pictures(model, samples(ledger), ledger).Chunk(PicturesAtOnce))
        {
            IReadOnlyList<Language.GeneratedText> answers = inference.Answer(
                [.. batch.Select(static picture => picture.Tiles)], prompt, new() { MaxNewTokens = Math.Min(MostTokens, model.Spec.Language.Positions / 2) });
            foreach (((string key, PictureTiles _), Language.GeneratedText answer) in batch.Zip(answers))
            {
                add(key, answer.Text.Trim());
            }
        }

        DataReports.WriteSkips(context.Terminal.Error, ledger.Counts, ledger.Named);
        return ledger;
    }

    private static IEnumerable<(string Key, PictureTiles Tiles)> Pictures(MultimodalModel model, IEnumerable<Sample> samples, SkipLedger ledger)
    {
        foreach (Sample sample in samples)
        {
            PictureTiles? tiles = null;
            try
            {
                tiles = model.Prepare(PictureMember.Required(sample));
            }
            catch (SampleFault fault)
            {
                ledger.Add(new(fault.Reason, sample.Shard, sample.Key, fault.Message));
            }

            if (tiles is not null)
            {
                yield return (sample.Key, tiles);
            }
        }
    }
}
