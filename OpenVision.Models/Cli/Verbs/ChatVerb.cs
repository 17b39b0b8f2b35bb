using System.CommandLine;
using OpenVision.Conversations;
using OpenVision.Language;
using OpenVision.Multimodal;
using OpenVision.Text;
using OpenVision.Training;
using TorchSharp;

namespace OpenVision.Cli.Verbs;

/// <summary><c>chat</c>: a conversation with a multimodal model about pictures.</summary>
internal static class ChatVerb
{
    private const int DefaultTokens = 512;

    private static readonly Dictionary<string, ChatTemplate> templates =
        Enum.GetValues<ChatTemplate>().ToDictionary(static template => template.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, Precision> precisions = new() { ["f32"] = Precision.Float32, ["bf16"] = Precision.BFloat16 };

    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string> model = new("MODEL") { Description = "A multimodal recipe or model." };
        Option<string?> weights = new("--weights") { Description = $"A run folder, or a checkpoint in LLaVA's or Hugging Face's layout. Default {RunFolders.Root}/RECIPE.", HelpName = "F" };
        Option<string?> vision = new("--vision-weights") { Description = "The image encoder's own weights, for a checkpoint that holds none.", HelpName = "F" };
        Option<string?> tokenizer = new("--tokenizer") { Description = "The language model's tokenizer. Default: the recipe's.", HelpName = "F" };
        Option<ChatTemplate?> template = Parsed.Word("--template", "The form of the conversation. Default: that of the recipe's last stage.", templates);
        Option<string[]> images = new("--image") { Description = "The pictures that the first question is about.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
        Option<string?> video = new("--video") { Description = "The video that the first question is about: a folder or a shard of frames, or a file.", HelpName = "PATH" };
        Option<string?> prompt = new("--prompt") { Description = "The question. Default: questions are read line by line, and the conversation goes on.", HelpName = "TEXT" };
        Option<double?> temperature = Parsed.Real("--temperature", "What the scores are divided by before a word is drawn. Default 0: the likeliest word.", 0, 100);
        Option<double?> topP = Parsed.Real("--top-p", "The share of the likeliest words' probability that is drawn from. Default 1.", 1e-6, 1);
        Option<int?> most = Parsed.Number("--max-new-tokens", $"The most tokens of an answer. Default {DefaultTokens}, or what the context leaves.", 1);
        Option<int?> seed = Parsed.Number("--seed", "The seed of the draws. Default 0.", int.MinValue);
        Option<Precision?> precision = Parsed.Word("--precision", "The number format. Default: the fastest that the processor has.", precisions);
        Command command = new("chat", "Ask a multimodal model about pictures.")
        {
            model, weights, vision, tokenizer, template, images, video, prompt, temperature, topP, most, seed, precision,
        };
        command.SetAction(result =>
        {
            ChatModel chosen = ChatModel.Find(context.Catalogue, result.GetRequiredValue(model));
            using MultimodalModel loaded = chosen.Load(
                result.GetValue(weights) ?? RunFolders.Of(chosen.Name), result.GetValue(vision), ComputePrecision.IsHalf(result.GetValue(precision) ?? Precision.Auto, torch.CPU));
            string words = result.GetValue(tokenizer) ?? chosen.Recipe?.Tokenizer ?? throw new UsageException($"{chosen.Name} is a model alone: chat needs --tokenizer.");
            MultimodalInference inference = new(
                loaded, LanguageTokenizer.For(words, loaded.Spec.Language), ChatForm.Of(result.GetValue(template) ?? chosen.Template(loaded.Spec)));
            ChatSession session = new(inference, new()
            {
                Temperature = result.GetValue(temperature) ?? 0,
                TopP = result.GetValue(topP) ?? 1,
                Seed = result.GetValue(seed) ?? 0,
                MaxNewTokens = result.GetValue(most) ?? Math.Min(DefaultTokens, loaded.Spec.Language.Positions / 2),
            });
            session.Show(result.GetValue(images) ?? [], result.GetValue(video));
            return result.GetValue(prompt) is { } question ? Ask(context, result, session, question) : Talk(context, session);
        });
        return command;
    }

    private static int Ask(VerbContext context, ParseResult result, ChatSession session, string question)
    {
        using Interrupts interrupts = new(context.Terminal.Error.WriteLine);
        bool json = context.WantsJson(result);
        string answer = session.Ask(question, json ? static _ => { } : context.Terminal.Output.Write, interrupts.Token);
        if (json)
        {
            context.Print(new ChatDocument(question, answer), CliJson.Default.ChatDocument);
        }
        else
        {
            context.Terminal.Output.WriteLine();
        }

        return OpenVisionApp.Done;
    }

    private static int Talk(VerbContext context, ChatSession session)
    {
        context.Terminal.Error.WriteLine("A line is a question; /image PATH shows a picture, /clear begins anew, an empty line ends.");
        while (context.Terminal.ReadLine() is { Length: > 0 } line)
        {
            try
            {
                if (line == "/clear")
                {
                    session.Clear();
                }
                else if (line.StartsWith("/image ", StringComparison.Ordinal))
                {
                    session.Show([line["/image ".Length..].Trim()], video: null);
                }
                else
                {
                    _ = session.Ask(line, context.Terminal.Output.Write, CancellationToken.None);
                    context.Terminal.Output.WriteLine();
                }
            }
            catch (OpenVisionException e)
            {
                context.Terminal.Error.WriteLine(e.Message); // a picture that cannot be read ends no conversation
            }
        }

        return OpenVisionApp.Done;
    }
}
