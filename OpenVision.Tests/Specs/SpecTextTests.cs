using CsCheck;

namespace OpenVision.Tests.Specs;

public sealed class SpecTextTests
{
    /// <summary>The settings whose change leaves the settings' text alone: names of classes, which stand apart from it.</summary>
    internal static readonly string[] Apart =
    [
        "RecipeSpec.Name", "RecipeSpec.Vision.Name", "RecipeSpec.Text.Name", "RecipeSpec.Decoder.Name",
        "ModelSpec.Name", "ModelSpec.Vision.Name", "ModelSpec.Text.Name", "ModelSpec.Decoder.Name", "ModelSpec.TextDecoder.Name",
        "LanguageSpec.Name", "MultimodalSpec.Name", "MultimodalSpec.Vision.Name", "MultimodalSpec.Language.Name",
        "MllmRecipeSpec.Name", "MllmRecipeSpec.Model.Name", "MllmRecipeSpec.Model.Vision.Name", "MllmRecipeSpec.Model.Language.Name",
    ];

    /// <summary>A multimodal model that has everything that one can have.</summary>
    internal static readonly MultimodalSpec Multimodal = new()
    {
        Name = "M",
        Vision = new() { Name = "V", Width = 192, Depth = 12, Heads = 3, MlpDim = 768, EmbedDim = 192, StageDepths = new([3, 27]), StageWidths = new([64, 128]) },
        Language = LanguageSizes.Of(LanguageModelSize.Llama3Eight)! with { Name = "L" },
        Images = new() { Aspect = ImageAspect.AnyRes, Grids = new([new(1, 2), new(2, 1)]), Merge = TileMerge.SpatialUnpad, MaxTiles = 9 },
        Video = new(),
    };

    /// <summary>A multimodal recipe that has everything that one can have.</summary>
    internal static readonly MllmRecipeSpec Mllm = new()
    {
        Name = "R",
        Model = Multimodal,
        Tokenizer = "llama/tokenizer.json",
        VisionWeights = "clip.safetensors",
        LanguageWeights = "llama",
        Stages = new([
            new()
            {
                Name = "align", Trains = ModelParts.Connector, Lora = new(), Data = new([new() { Path = "a.json" }, new() { Path = "b.json" }]), BatchSize = 256,
                LearningRate = 1e-3, Template = ChatTemplate.Plain, MaxLength = 2048, Images = new() { Grids = new([new(3, 1)]) },
            },
            new() { Name = "fine tune", Trains = ModelParts.All, Data = new([new() { Path = "c.json" }]), BatchSize = 128, LearningRate = 2e-5, Template = ChatTemplate.Llama3, MaxLength = 8192 }]),
        Evals = new([new() { Benchmark = Benchmark.Captions, Shards = "held-out.tar" }]),
        Prepare = new() { Maker = "OpenVision.Scenes.SceneWorld", Folder = "shards" },
        Budget = new() { MemoryGiB = 80, Devices = 8, Hours = 24, PeakTflops = 312 },
    };

    /// <summary>A recipe that has everything that a recipe can have.</summary>
    internal static readonly RecipeSpec Whole = new()
    {
        Name = "Whole",
        Vision = new() { Name = "V", Width = 192, Depth = 12, Heads = 3, MlpDim = 768, EmbedDim = 192, StageDepths = new([3, 27]), StageWidths = new([64, 128]) },
        Text = new() { Name = "T", Width = 192, Depth = 12, Heads = 3, MlpDim = 768, EmbedDim = 192 },
        Decoder = new() { Name = "D", Width = 192, Depth = 12, Heads = 3, MlpDim = 768 },
        Stages = new([
            new() { Name = "pretrain", Resolution = 160, Samples = 12_800_000_000, BatchSize = 32_768, BaseLearningRate = 8e-6, WarmupSamples = 51_200_000 },
            new() { Name = "fine tune", Resolution = 224, Samples = 1_024_000_000, BatchSize = 16_384, BaseLearningRate = 4e-7 }]),
        Data = new([new() { Shards = new(["shards/{0..9}.tar", "more/*.tar"]) }]),
        Evals = new([new() { Benchmark = Benchmark.ZeroShot, Shards = "held-out.tar", Classes = "classes.txt" }]),
        Budget = new() { MemoryGiB = 80, Devices = 8, Hours = 24, PeakTflops = 312 },
        Images = "Own.Pictures",
        Texts = "Own.Captions",
        Prepare = new() { Maker = "OpenVision.Scenes.SceneWorld", Folder = "shards" },
    };

    internal static readonly ModelSpec Model = ModelSpec.Of(Whole) with
    {
        TextDecoder = new() { Name = "W", Width = 192, Depth = 12, Heads = 3, MlpDim = 768 },
    };

    /// <summary>Nobody forgets a new setting: one that does not change the text fails here, and so does one that is not read back.</summary>
    [Fact]
    public void EverySettingOfARecipeIsWrittenAndReadBack()
    {
        Assert.All(EverySetting.Of(Whole), static change =>
        {
            SpecText text = SpecText.Of(change.Changed);
            Assert.Equal(Apart.Contains(change.Property), SpecHash.Of(text) == SpecHash.Of(SpecText.Of(Whole)));
            Assert.Equal(change.Changed, SpecText.Parse(text.Lines()).ToRecipe());
        });
    }

    [Fact]
    public void EverySettingOfAModelIsWrittenAndReadBack()
    {
        Assert.All(EverySetting.Of(Model), static change =>
        {
            SpecText text = SpecText.Of(change.Changed);
            Assert.Equal(Apart.Contains(change.Property), SpecHash.Of(text) == SpecHash.Of(SpecText.Of(Model)));
            Assert.Equal(change.Changed, SpecText.Parse(text.Lines()).ToModel());
        });
    }

    [Fact]
    public void EverySettingOfALanguageModelIsWrittenAndReadBack() => AssertWrittenAndReadBack(Multimodal.Language, SpecText.Of, static text => text.ToLanguage(), SpecKind.Language);

    [Fact]
    public void EverySettingOfAMultimodalModelIsWrittenAndReadBack() => AssertWrittenAndReadBack(Multimodal, SpecText.Of, static text => text.ToMultimodal(), SpecKind.Multimodal);

    [Fact]
    public void EverySettingOfAMultimodalRecipeIsWrittenAndReadBack() => AssertWrittenAndReadBack(Mllm, SpecText.Of, static text => text.ToMllm(), SpecKind.Mllm);

    [Fact]
    public void LinesOfAMultimodalRecipeAreForReaders()
    {
        string[] lines = [.. SpecText.Of(Mllm).Lines()];
        Assert.Equal(["class = R", "model.class = M", "vision.class = V", "language.class = L", ""], lines[..5]);
        Assert.Contains("pictures.grids = [\"1x2\", \"2x1\"]", lines);
        Assert.Contains("connector.featureLayer = -2", lines);
        Assert.Contains("stages = [\"align\", \"fine tune\"]", lines);
        Assert.Contains("stages.align.trains = Connector", lines);
        Assert.Contains("stages.\"fine tune\".trains = All", lines);
        Assert.Contains("stages.align.data[1].path = \"b.json\"", lines);
        Assert.Equal(Multimodal, SpecText.Of(Mllm).ToMultimodal());
    }

    private static void AssertWrittenAndReadBack<T>(T whole, Func<T, SpecText> write, Func<SpecText, T> read, SpecKind kind)
        where T : class => Assert.All(EverySetting.Of(whole), change =>
        {
            SpecText text = write(change.Changed);
            Assert.Equal(kind, text.Kind);
            Assert.Equal(Apart.Contains(change.Property), SpecHash.Of(text) == SpecHash.Of(write(whole)));
            Assert.Equal(change.Changed, read(SpecText.Parse(text.Lines())));
        });

    [Fact]
    public void LinesAreForReaders()
    {
        string[] lines = [.. SpecText.Of(Whole).Lines()];
        Assert.Equal(["class = Whole", "vision.class = V", "text.class = T", "decoder.class = D", "", "vision.width = 192"], lines[..6]);
        Assert.Contains("vision.stageDepths = [3, 27]", lines);
        Assert.Contains("stages = [\"pretrain\", \"fine tune\"]", lines);
        Assert.Contains("stages.pretrain.samples = 12800000000", lines);
        Assert.Contains("stages.\"fine tune\".baseLearningRate = 4e-7", lines);
        Assert.Contains("data[0].shards[1] = \"more/*.tar\"", lines);
        Assert.Contains("optimizer.epsilon = 1e-8", lines);
    }

    [Fact]
    public void TheHashIsThatOfTheSettingsLines()
    {
        SpecText text = SpecText.Of(new ModelSpec { Name = "Any", Loss = ContrastiveLossKind.Sigmoid });
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("loss.kind = Sigmoid\n"u8)), SpecHash.Of(text));
    }

    [Fact]
    public void TheSameTextInEveryCulture()
    {
        string[] lines = [.. SpecText.Of(Whole).Lines()];
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~", NumberGroupSeparator = "." } };
            Assert.Equal(lines, SpecText.Of(Whole).Lines());
            Assert.Equal(Whole, SpecText.Parse(lines).ToRecipe());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AnyTextAndNumberComesBack() => Gen.Select(Gen.String, Gen.Double, Gen.String).Sample(static (text, number, name) =>
    {
        RecipeSpec recipe = Whole with
        {
            Optimizer = Whole.Optimizer with { Epsilon = number },
            Stages = new([Whole.Stages[0] with { Name = name }, Whole.Stages[1] with { Name = name }]),
            Data = new([Whole.Data[0] with { WebCaption = text, Shards = new([text, name]) }]),
        };
        string[] lines = [.. SpecText.Of(recipe).Lines()];
        return lines.All(static line => !line.Any(char.IsControl) && !line.Contains("\"\"\"", StringComparison.Ordinal))
            && SpecText.Parse(lines).ToRecipe() is var read
            && read == recipe with { Optimizer = recipe.Optimizer with { Epsilon = number == 0 ? 0 : number } };
    });

    /// <summary>What a later version adds is as by default in an older text, and what this one does not know is kept.</summary>
    [Fact]
    public void TextsOfOtherVersionsAreCompleted()
    {
        string[] older = [.. SpecText.Of(Whole).Lines().Where(static line => !line.StartsWith("vision.colors", StringComparison.Ordinal)), "vision.gravity = 9.81"];
        SpecText text = SpecText.Parse(older);
        Assert.Equal([.. SpecText.Of(Whole).Settings, new("vision.gravity", "9.81")], text.Completed().Settings);
    }

    [Theory]
    [InlineData("it has no settings")]
    [InlineData("it has no settings", "class = Tiny")]
    [InlineData("line 1 is not 'path = value'", "seed=1")]
    [InlineData("line 1 is not 'path = value'", " = 1")]
    [InlineData("line 1 is not 'path = value'", "seed = ")]
    [InlineData("line 1 is not 'path = value'", "seed = 1\u001b[2J")]
    [InlineData("line 1 is not 'path = value'", "stages.\"open = 1")]
    [InlineData("line 1 is not 'path = value'", "se\u0007ed = 1")]
    [InlineData("line 2: seed stands twice", "seed = 1", "seed = 2")]
    public void WhatIsNoTextIsRefused(string message, params string[] lines) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => SpecText.Parse(lines)).Message);

    [Fact]
    public void EndlessTextsAreRefused()
    {
        Assert.Equal("it has more than 10000 lines", Assert.Throws<FormatException>(
            () => SpecText.Parse(Enumerable.Range(0, int.MaxValue).Select(static i => $"a{i} = 1"))).Message);
        Assert.Equal("line 1 has more than 8192 letters", Assert.Throws<FormatException>(() => SpecText.Parse([$"a = {new string('1', 9000)}"])).Message);
    }

    [Theory]
    [InlineData("seed = 1.5", "seed is 1.5, which is not a whole number")]
    [InlineData("vision.width = 99999999999", "vision.width is 99999999999, which is not a whole number")]
    [InlineData("vision.activation = 1", "vision.activation is 1, which is not known to this version")]
    [InlineData("vision.activation = Swish", "vision.activation is Swish, which is not known to this version")]
    [InlineData("vision.stageDepths = [1,2]", "vision.stageDepths is [1,2], which is not a list of whole numbers")]
    [InlineData("data[0].webCaption = \"a\" b\"", "data[0].webCaption is \"a\" b\", which is not a text in quotes")]
    [InlineData("stages = \"one\"", "stages is \"one\", which is not a list of names")]
    public void WhatIsNoValueIsRefused(string line, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => SpecText.Parse(line.StartsWith("stages", StringComparison.Ordinal) ? [line] : [line, "stages = []"]).ToRecipe()).Message);
}
