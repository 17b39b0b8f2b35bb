namespace OpenVision.Tests.Costs;

/// <summary>Costs of multimodal stages, against numbers worked out by hand.</summary>
public sealed class MllmCostTests
{
    private static readonly VisionSpec Eye = new() { Name = "Eye", Width = 1024, Depth = 24, Heads = 16, MlpDim = 4096, EmbedDim = 768, Patch = 14, Resolution = 336 };

    // LLaVA-1.5-7B.
    private static readonly MultimodalSpec Llava = new() { Name = "Llava", Vision = Eye, Language = LanguageSizes.Of(LanguageModelSize.Vicuna7B)! };

    private static readonly MultimodalSpec Next = Llava with
    {
        Images = new() { Aspect = ImageAspect.AnyRes, Grids = new([new(1, 2), new(2, 1), new(2, 2), new(3, 1), new(1, 3)]), Merge = TileMerge.SpatialUnpad },
    };

    private static readonly MllmStageSpec Align = new()
    {
        Name = "align",
        Trains = ModelParts.Connector,
        BatchSize = 256,
        LearningRate = 1e-3,
        Template = ChatTemplate.Plain,
        MaxLength = 2048,
        Data = new([new() { Path = "a.json", Published = 558_128 }]),
    };

    private static readonly MllmStageSpec Tune = Align with
    {
        Name = "tune",
        Trains = ModelParts.Connector | ModelParts.Language,
        BatchSize = 128,
        LearningRate = 2e-5,
        Template = ChatTemplate.VicunaV1,
        Data = new([new() { Path = "b.json", Published = 665_298 }]),
    };

    private static MllmRecipeSpec Recipe(MultimodalSpec? model = null) =>
        new() { Name = "Recipe", Model = model ?? Llava, Tokenizer = "t", Stages = new([Align, Tune]), Precision = Precision.BFloat16 };

    /// <summary>The published steps: 558,128 by 256 and 665,298 by 128, rounded up.</summary>
    [Fact]
    public void StepsAreThePublished() => Assert.Equal([2_181, 5_198], MllmStageCost.Of(Recipe()).Select(static cost => cost.Steps));

    [Theory]
    [InlineData("all", 105, 1, 105)]
    [InlineData("first:10%", 105, 1, 11)]
    [InlineData("end:20", 105, 1, 20)]
    [InlineData("random:200", 105, 1, 105)]
    [InlineData("all", 105, 2, 210)]
    public void SamplesOfASourceAreThoseTaken(string sampling, long published, double weight, long samples) =>
        Assert.Equal(samples, MllmSchedule.Samples(new ConversationSpec { Path = "a.json", Sampling = sampling, Published = published, Weight = weight }));

    [Fact]
    public void SamplesOfAStageAreItsOwnOrThePassesOrUnknown()
    {
        Assert.Equal(1_000, MllmSchedule.Samples(Align with { Samples = 1_000 }));
        Assert.Equal(279_064, MllmSchedule.Samples(Align with { Epochs = 0.5 }));
        Assert.Null(MllmSchedule.Samples(Align with { Data = new([.. Align.Data, new() { Path = "more.json" }]) }));
    }

    /// <summary>Up over 66 of 2,181 steps, which are 3 % rounded up, then down to almost 0.</summary>
    [Fact]
    public void RatesWarmUpAndFall()
    {
        Assert.Equal(66, MllmSchedule.WarmupSteps(Align, 2_181));
        Assert.Equal(0, MllmSchedule.At(Align, ModelParts.Connector, 0, 2_181));
        Assert.Equal(0.5e-3, MllmSchedule.At(Align, ModelParts.Connector, 33, 2_181), 12);
        Assert.Equal(1e-3, MllmSchedule.At(Align, ModelParts.Connector, 66, 2_181), 12);
        Assert.InRange(MllmSchedule.At(Align, ModelParts.Connector, 2_180, 2_181), 0, 1e-9);
        Assert.Equal(2e-6, MllmSchedule.Peak(Tune with { VisionLearningRate = 2e-6 }, ModelParts.Vision));
        Assert.Equal(2e-5, MllmSchedule.Peak(Tune with { VisionLearningRate = 2e-6 }, ModelParts.Connector));
    }

    /// <summary>A model without biases multiplies every parameter but those of its norms once for a token, and a tied table as its head.</summary>
    [Fact]
    public void ATokenCostsTwiceTheParameters()
    {
        LanguageSpec small = LanguageSizes.Of(LanguageModelSize.SmolLm135M)!, large = LanguageSizes.Of(LanguageModelSize.Llama3Eight)!;
        Assert.Equal(2 * (134_515_008 - (61 * 576)), Flops.LanguageToken(small));
        Assert.Equal(2 * (8_030_261_248 - (65 * 4096) - (128_256L * 4096)), Flops.LanguageToken(large));
    }

    /// <summary>multimodal.md, section 1.1: 20,979,712 parameters, of which 2 × 4,096 are biases.</summary>
    [Fact]
    public void AConnectorCostsTwiceItsMatricesForEachToken() => Assert.Equal(2L * 576 * (20_979_712 - (2 * 4_096)), Flops.Connector(Llava));

    /// <summary>23 of 24 blocks, and neither norm nor head.</summary>
    [Fact]
    public void FeaturesEndAtTheBlockThatIsRead() => Assert.Equal(
        (2L * 576 * 3 * 14 * 14 * 1024) + (23 * Flops.Block(577, 1024, 4096)), Flops.Features(Eye, -2));

    [Fact]
    public void FrozenPartsCostNoWeightGradientsAndUntouchedOnesNoBackwardAtAll()
    {
        MllmRecipeSpec recipe = Recipe();
        (long maps, long attention) = (Flops.LanguageToken(Llava.Language) * 608, Flops.LanguageAttention(Llava.Language, 608));
        Assert.Equal(608, SampleTokens.Of(recipe, Align).Length);
        Assert.Equal(new(maps + attention, (2 * maps) + (3 * attention)), MllmFlops.Language(recipe, Align, 608));
        Assert.Equal(new(maps + attention, 3 * (maps + attention)), MllmFlops.Language(recipe, Tune, 608));
        Assert.Equal(maps + attention, MllmFlops.Language(recipe, Align with { Trains = ModelParts.None }, 608).Training);
        Assert.Equal(new(Flops.Features(Eye, -2), Flops.Features(Eye, -2)), MllmFlops.Vision(recipe, Tune, 1));

        // The first map of the connector reads what no gradient needs.
        long first = 2L * 576 * 1024 * 4096, second = 2L * 576 * 4096 * 4096;
        Assert.Equal(new(first + second, (2 * first) + (3 * second)), MllmFlops.Connector(recipe, Tune, 1));
        Assert.Equal(3 * (first + second), MllmFlops.Connector(recipe, Tune with { Trains = ModelParts.All }, 1).Training);
        Assert.Equal(2 * (first + second), MllmFlops.Connector(recipe, Tune with { Trains = ModelParts.Vision }, 1).Training);
    }

    /// <summary>multimodal.md, section 2.2: 640 × 480 on five grids of 336 pixels is laid on 2 × 2 and makes 2,340 tokens.</summary>
    [Fact]
    public void ASampleOfTilesHasTheTokensOfItsGrid() => Assert.Equal(new(5, 2_340, 2_048), SampleTokens.Of(Recipe(Next), Tune));

    [Fact]
    public void ConnectorAloneGoesBackThroughTheFrozenLanguageModel() => Assert.Equal(
        new("align", PartState.Untouched, PartState.Trained, PartState.Passed, Newline: null, Adapters: null), StageTrainability.Of(Llava, Align));

    [Fact]
    public void EverythingBehindATrainedPartIsPassed()
    {
        Assert.Equal(new("tune", PartState.Untouched, PartState.Untouched, PartState.Trained, PartState.Trained, null), StageTrainability.Of(Next, Tune with { Trains = ModelParts.Language }));
        Assert.Equal(new("tune", PartState.Trained, PartState.Passed, PartState.Passed, PartState.Untouched, null), StageTrainability.Of(Next, Tune with { Trains = ModelParts.Vision }));
        Assert.Equal(
            new("tune", PartState.Untouched, PartState.Trained, PartState.Passed, PartState.Untouched, PartState.Trained), StageTrainability.Of(Next, Tune with { Lora = new() }));
    }

    /// <summary>Of the encoder a connector of the last block but one needs neither the last block nor norm and head.</summary>
    [Fact]
    public void WhatTheConnectorDoesNotReadIsTold()
    {
        string[] unread = [.. ParameterTable.Vision(Eye).Select(static parameter => parameter.Name).Where(static name => !StageTrainability.IsRead(Eye, -2, name))];
        Assert.Equal(12 + 2 + 1, unread.Length);
        Assert.All(unread, static name => Assert.True(
            name.StartsWith("visual.transformer.resblocks.23.", StringComparison.Ordinal) || name.StartsWith("visual.ln_post.", StringComparison.Ordinal) || name == "visual.proj", name));
        Assert.Equal(3, ParameterTable.Vision(Eye).Count(static parameter => !StageTrainability.IsRead(Eye, -1, parameter.Name)));
    }

    /// <summary>Frozen weights of a bfloat16 step are 2 bytes; trained ones 4 + 2 with 2 of gradient and 8 of moments.</summary>
    [Fact]
    public void PartsHoldWhatTheirStateNeeds()
    {
        IReadOnlyList<PartHolding> parts = MllmMemory.Parts(Recipe(), Tune, half: true), adapted = MllmMemory.Parts(Recipe(), Tune with { Lora = new() { Rank = 2 } }, half: true);
        Assert.Equal([2, 16, 16], parts.Select(static part => part.Total / part.Parameters));
        Assert.Equal([2, 16, 2, 16], adapted.Select(static part => part.Total / part.Parameters));
        Assert.Equal(6_738_415_616, parts[2].Parameters);
        Assert.Equal([4, 16, 16], MllmMemory.Parts(Recipe() with { Precision = Precision.Float32 }, Tune, half: false).Select(static part => part.Total / part.Parameters));
    }

    [Fact]
    public void MemoryAddsUpAndGrowsWithTheBatch()
    {
        MllmRecipeSpec recipe = Recipe();
        MemoryCost one = MllmMemory.Of(recipe, Tune, 1, half: true), two = MllmMemory.Of(recipe, Tune, 2, half: true);
        Assert.Equal(MllmMemory.Parts(recipe, Tune, half: true).Sum(static part => part.Total), one.Fixed);
        Assert.Equal(one.Fixed, two.Fixed);
        Assert.Equal(2 * one.Activations, two.Activations);
        Assert.True(MllmMemory.Of(recipe with { RematerializeEvery = 1 }, Tune, 2, half: true).Activations < one.Activations);
        Assert.True(MllmMemory.Of(recipe, Align, 2, half: true).Activations < two.Activations, "frozen weights keep less");

        long largest = MllmMemory.LargestBatch(recipe, Align, half: true, 80L << 30, 256);
        Assert.True(MllmMemory.Of(recipe, Align, largest, half: true).Total <= 80L << 30);
        Assert.True(MllmMemory.Of(recipe, Align, largest + 1, half: true).Total > 80L << 30);
    }
}
