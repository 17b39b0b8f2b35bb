using CsCheck;
using OpenVision.Numerics;
using OpenVision.Scenes;

namespace OpenVision.Tests.Scenes;

public sealed class SceneCaptionsTests
{
    private static readonly HashSet<string> pieces = [.. SceneVocabulary.Pieces()];
    private static readonly Gen<(Scene Scene, ulong Seed)> scenes = Gen.Select(Gen.ULong, Gen.Int[1, SceneSampler.MostObjects], Gen.ULong)
        .Select((scene, objects, seed) => (SceneSampler.Sample(scene, objects), seed));

    [Fact]
    public void EveryPartOfASceneIsTold()
    {
        Scene scene = new(
            [
                new(SceneShape.Circle, SceneColor.Red, SceneSize.Small, 0.25, 0.25, 0.3, 0),
                new(SceneShape.Star, SceneColor.Blue, SceneSize.Big, 0.75, 0.25, 0.4, 0),
                new(SceneShape.Ring, SceneColor.Orange, SceneSize.Big, 0.25, 0.75, 0.4, 0),
            ],
            new(ScenePattern.Striped, SceneGround.White, SceneGround.Gray),
            new(SceneSide.Top, SceneBrightness.Dim),
            SceneFinish.Clear,
            new("cat", X: 0.75, Y: 0.75));

        Assert.Equal(
            "a small red circle, a big blue star and a big orange ring. the blue star is right of the red circle."
            + " a white and gray striped background. the sign says cat.",
            SceneCaptions.Describe(scene));
        Assert.Equal(
            "a small red circle top left, a big blue star top right and a big orange ring bottom left. the blue star is right of the red circle."
            + " a white and gray striped background. the sign says cat.",
            SceneCaptions.DescribeWithPlaces(scene));
        Assert.Equal("a small red circle top left, a big blue star top right and a big orange ring bottom left.", SceneCaptions.ObjectsWithPlaces(scene));
    }

    [Fact]
    public void SyntheticCaptionNamesEveryObjectInOrder() => scenes.Sample(sample =>
    {
        string caption = Synthetic(sample);
        int from = 0;
        foreach (SceneObject item in sample.Scene.Objects)
        {
            from = caption.IndexOf(item.Phrase, from, StringComparison.Ordinal) + item.Phrase.Length;
            Assert.InRange(from, item.Phrase.Length, caption.IndexOf('.', StringComparison.Ordinal));
        }
    });

    [Fact]
    public void SyntheticCaptionIsTrueOfTheRelations() => scenes.Sample(sample =>
    {
        string told = SceneCaptions.Describe(sample.Scene).Split(". ")[1];
        IEnumerable<string> all = sample.Scene.Relations().Select(relation =>
            $"the {sample.Scene.Objects[relation.Subject].Phrase} is {SceneWords.Directions[(int)relation.Direction]}"
            + $" the {sample.Scene.Objects[relation.Other].Phrase}");
        Assert.Equal(sample.Scene.Objects.Count > 1, all.Contains(told));
    });

    [Fact]
    public void SyntheticCaptionIsAtMost32WholePieces() => scenes.Sample(sample =>
    {
        string[] words = Synthetic(sample).Replace(".", " .", StringComparison.Ordinal).Replace(",", " ,", StringComparison.Ordinal).Split(' ');
        Assert.InRange(words.Length, 8, 32);
        Assert.All(words, word => Assert.Contains(word, pieces));
    });

    [Fact]
    public void SynonymsKeepEveryWordInItsPlace() => scenes.Sample(sample =>
    {
        string[] plain = SceneCaptions.Describe(sample.Scene).Split(' '), drawn = Synthetic(sample).Split(' ');
        Assert.Equal(plain.Length, drawn.Length);
        foreach ((string one, string other) in plain.Zip(drawn).Where(pair => pair.First != pair.Second))
        {
            Assert.Equal(SceneCaptions.Synonyms[one.TrimEnd('.', ',')], other.TrimEnd('.', ','));
        }
    });

    [Fact]
    public void OneWebCaptionInThreeIsOfNoUse()
    {
        Scene scene = SceneSampler.Sample(1, 3), other = SceneSampler.Sample(2, 2);
        Draw draw = new(3);
        ILookup<WebCaptionKind, string> captions = Enumerable.Range(0, 6000)
            .Select(_ => SceneCaptions.Web(scene, other, ref draw)).ToLookup(caption => caption.Kind, caption => caption.Text);

        Assert.InRange(captions[WebCaptionKind.True].Count() / 6000.0, 0.64, 0.70);
        Assert.InRange(captions[WebCaptionKind.Empty].Count() / 6000.0, 0.06, 0.10);
        Assert.All(captions[WebCaptionKind.Empty], text => Assert.Equal("", text));
        Assert.True(ShareThatNames(captions[WebCaptionKind.True], scene) > 0.93);
        Assert.True(ShareThatNames(captions[WebCaptionKind.Wrong], other) > 0.93);
        Assert.Equal(0, ShareThatNames(captions[WebCaptionKind.Useless], scene));

        static double ShareThatNames(IEnumerable<string> texts, Scene scene) => texts.Average(text =>
            scene.Objects.Any(item => text.Contains(SceneWords.Shapes[(int)item.Shape], StringComparison.OrdinalIgnoreCase)) ? 1.0 : 0.0);
    }

    [Fact]
    public void WebCaptionsAreSpelledWithKnownCharacters() => scenes.Sample(sample =>
    {
        Draw draw = new(sample.Seed);
        string text = SceneCaptions.Web(sample.Scene, sample.Scene, ref draw).Text.ToLowerInvariant();
        Assert.All(text.Where(letter => letter != ' '), letter => Assert.Contains(letter.ToString(), pieces));
        Assert.All(text.Where(char.IsAsciiLetterOrDigit), letter => Assert.Contains($"##{letter}", pieces));
    });

    private static string Synthetic((Scene Scene, ulong Seed) sample)
    {
        Draw draw = new(sample.Seed);
        return SceneCaptions.Synthetic(sample.Scene, ref draw);
    }
}
