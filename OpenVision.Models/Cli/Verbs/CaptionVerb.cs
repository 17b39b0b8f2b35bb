using System.CommandLine;
using OpenVision.Evaluation;

namespace OpenVision.Cli.Verbs;

/// <summary><c>caption</c>: a text for each picture, from the decoder alone.</summary>
internal static class CaptionVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        InferenceOptions options = new("caption", "An image, a folder of images, or a shard.");
        Command command = options.AddTo(new("caption", "Write a caption for each picture, as each batch is done."));
        command.SetAction(result => Run(context, result, options));
        return command;
    }

    private static int Run(VerbContext context, ParseResult result, InferenceOptions options)
    {
        bool json = context.WantsJson(result);
        CaptionsDocument document = options.Run(context, result, (_, inference, heldOut, ledger) =>
        {
            List<CaptionedPicture> captions = [];
            foreach (HeldOutBatch<bool> batch in heldOut.Batches<bool>(HeldOut.NoTruth, ledger))
            {
                foreach ((string caption, HeldOutItem<bool> item) in Captions(inference, batch).Zip(batch.Items))
                {
                    captions.Add(new(item.Sample.Key, caption));
                    if (!json)
                    {
                        context.Terminal.Output.WriteLine($"{Sentence.Plain(item.Sample.Key)}\t{caption}");
                    }
                }
            }

            return new CaptionsDocument(captions, ledger.Total);
        });
        if (json)
        {
            context.Print(document, CliJson.Default.CaptionsDocument);
        }

        return OpenVisionApp.Done;
    }

    private static IReadOnlyList<string> Captions(Inference inference, HeldOutBatch<bool> batch)
    {
        using TorchSharp.torch.Tensor images = batch.Images();
        return inference.Captions(images);
    }
}
