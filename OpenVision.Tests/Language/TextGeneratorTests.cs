using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Language;

[Collection(Training.AloneCollection.Name)]
public sealed class TextGeneratorTests : IDisposable
{
    private readonly ParameterStore store;
    private readonly MicroLanguage model;
    private readonly int[][] prompts;
    private readonly int[][] continuations;

    public TextGeneratorTests()
    {
        using DisposeScope scope = NewDisposeScope();
        (store, model) = MicroLanguage.Loaded("llama-micro");
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("llama-micro.expected.safetensors");
        prompts = Rows(expected["input_ids"]);
        continuations = Rows(expected["greedy.tokens"]);
    }

    // A token is the letter of its number, from 'Ā' on.
    private static string Letters(IReadOnlyList<int> ids) => string.Concat(ids.Select(static id => (char)(256 + id)));

    private TextGenerator Generator => new(model, Letters);

    private GenerationSettings Eight { get; } = new() { MaxNewTokens = 8, EndTokens = [] };

    public void Dispose() => store.Dispose();

    [Fact]
    public void GreedyContinuationsAreTheReferences()
    {
        IReadOnlyList<GeneratedText> texts = Generator.Generate(prompts, Eight);

        Assert.Equal(continuations, texts.Select(static text => text.Ids));
        Assert.Equal(continuations.Select(Letters), texts.Select(static text => text.Text));
        Assert.All(texts, static text => Assert.Equal(GenerationEnd.Length, text.End));
    }

    [Fact]
    public void ABatchIsItsRowsAlone()
    {
        int[][] uneven = [prompts[0], prompts[1][..5], prompts[0][3..4], prompts[1][2..]];

        IReadOnlyList<GeneratedText> together = Generator.Generate(uneven, Eight with { MaxNewTokens = 20 });

        Assert.Equal(uneven.Select(prompt => Letters(Generator.Generate([prompt], Eight with { MaxNewTokens = 20 })[0].Ids)), together.Select(static text => text.Text));
    }

    [Fact]
    public void EmbeddingsAreContinuedLikeTheirIds()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        GenerationPrompt prompt = new(model.Embed(tensor(prompts[0].Select(static id => (long)id).ToArray()).view(1, -1)));

        Assert.Equal(continuations[0], Generator.Generate(prompt, Eight)[0].Ids);
    }

    [Fact]
    public void EndTokensEndARowAndAreNotPartOfIt()
    {
        int end = continuations[0][3];
        int until = Array.IndexOf(continuations[1], end) is var at && at < 0 ? 8 : at;

        IReadOnlyList<GeneratedText> texts = Generator.Generate(prompts, Eight with { EndTokens = [9999, end] });

        Assert.Equal(continuations[0][..Array.IndexOf(continuations[0], end)], texts[0].Ids);
        Assert.Equal(GenerationEnd.EndToken, texts[0].End);
        Assert.Equal(continuations[1][..until], texts[1].Ids);
    }

    [Fact]
    public void AStopTextIsCutOffAndNothingOfItIsShown()
    {
        string whole = Letters(continuations[0]), stop = whole[3..6];
        List<string> shown = [];
        using GenerationPrompt prompt = GenerationPrompt.Of(model, [prompts[0]]);

        GeneratedText text = Generator.Generate(prompt, Eight with { StopTexts = ["never", stop] }, token => shown.Add(token.Text))[0];

        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], text.Text);
        Assert.Equal(text.Text, string.Concat(shown));
        Assert.Equal(GenerationEnd.StopText, text.End);
        Assert.Equal(6, text.Ids.Count);
    }

    [Fact]
    public void WhatWasHeldBackForAStopTextThatNeverCameIsShownAtTheEnd()
    {
        string whole = Letters(continuations[0]);

        GeneratedText text = Generator.Generate([prompts[0]], Eight with { StopTexts = [whole[6..] + "?"] })[0];

        Assert.Equal(whole, text.Text);
        Assert.Equal(GenerationEnd.Length, text.End);
    }

    [Fact]
    public void DrawsAreAFunctionOfTheSeed()
    {
        GenerationSettings drawn = Eight with { Temperature = 1.5, TopP = 0.9, MaxNewTokens = 24 };
        string Text(int seed) => Generator.Generate([prompts[0]], drawn with { Seed = seed })[0].Text;

        Assert.Equal(Text(1), Text(1));
        Assert.Equal(6, Enumerable.Range(1, 6).Select(Text).Distinct().Count());
        Assert.Equal(Letters(continuations[0]), Generator.Generate([prompts[0]], Eight with { Temperature = 5, TopP = 1e-6 })[0].Text); // one token is the nucleus
    }

    [Fact]
    public void TokensComeOneByOne()
    {
        using GenerationPrompt prompt = GenerationPrompt.Of(model, prompts);

        GeneratedToken[] tokens = [.. Generator.Stream(prompt, Eight).Take(6)];

        Assert.Equal([0, 1, 0, 1, 0, 1], tokens.Select(static token => token.Row));
        Assert.Equal([continuations[0][0], continuations[1][0], continuations[0][1]], tokens.Take(3).Select(static token => token.Id));
    }

    [Fact]
    public void CancellationStopsBetweenTokens()
    {
        using CancellationTokenSource source = new();
        using GenerationPrompt prompt = GenerationPrompt.Of(model, [prompts[0]]);
        int seen = 0;

        Assert.Throws<OperationCanceledException>(() => Generator.Generate(prompt, Eight, _ =>
        {
            if (++seen == 3)
            {
                source.Cancel();
            }
        }, source.Token));
        Assert.Equal(3, seen);
    }

    [Fact]
    public void WhatCannotWorkIsAClearError()
    {
        string Message(Action action) => Assert.Throws<OpenVisionException>(action).Message;

        Assert.Contains("with 501 new ones it passes the context of llama-micro, 512", Message(() => Generator.Generate(prompts, Eight with { MaxNewTokens = 501 })), StringComparison.Ordinal);
        Assert.Contains("token 256", Message(() => Generator.Generate([[1, 256]], Eight)), StringComparison.Ordinal);
        Assert.Contains("token -200", Message(() => Generator.Generate([[1, -200]], Eight)), StringComparison.Ordinal);
        Assert.Contains("at least one token", Message(() => Generator.Generate([[1], []], Eight)), StringComparison.Ordinal);
        Assert.Contains("Top-p", Message(() => Generator.Generate(prompts, Eight with { TopP = 0 })), StringComparison.Ordinal);
        Assert.Contains("temperature", Message(() => Generator.Generate(prompts, Eight with { Temperature = double.NaN })), StringComparison.Ordinal);
        Assert.Contains("stop text", Message(() => Generator.Generate(prompts, Eight with { StopTexts = [""] })), StringComparison.Ordinal);
        Assert.Equal(500, Generator.Generate([prompts[0]], Eight with { MaxNewTokens = 0 })[0].Ids.Count); // the context is 512
    }

    [Fact]
    public void ScaledPositionsReachBeyondTheContext()
    {
        LanguageSpec spec = MicroLanguage.Llama with { Context = 8, RopeScale = 2 };
        (ParameterStore owner, MicroLanguage scaled) = MicroLanguage.Fresh(spec, GraphSettings.Inference);
        using ParameterStore parameters = owner;
        TextGenerator generator = new(scaled, Letters);

        Assert.Equal(16, spec.Positions);
        Assert.Equal(10, Assert.Single(generator.Generate([[5, 6, 7, 8, 9, 10]], new() { MaxNewTokens = 10, EndTokens = [] })).Ids.Count);
        Assert.Contains("16", Assert.Throws<OpenVisionException>(() => generator.Generate([[.. Enumerable.Range(1, 17)]], Eight)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoTensorOutlivesItsToken()
    {
        Generator.Generate([prompts[0]], Eight);
        using GenerationPrompt prompt = GenerationPrompt.Of(model, prompts);
        List<long> counts = [];

        Generator.Generate(prompt, Eight with { MaxNewTokens = 200 }, _ => counts.Add(Tensor.TotalCount));

        Assert.Single(counts.Skip(10).Distinct());
    }

    private static int[][] Rows(Tensor ids) => [.. Enumerable.Range(0, (int)ids.shape[0]).Select(row => ids[row].data<long>().Select(static id => (int)id).ToArray())];
}
