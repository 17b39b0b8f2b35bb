using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class MllmRuleTests
{
    [Theory]
    [InlineData("{|OV4005:BatchSize = 0|}, LearningRate = 1e-3", "BatchSize of stage align is 0, but must be at least 1")]
    [InlineData("BatchSize = 256, {|OV4005:LearningRate = 0|}", "LearningRate of stage align is 0, but must be more than 0")]
    [InlineData("BatchSize = 256, {|OV4005:MicroBatch = 3|}, LearningRate = 1e-3", "MicroBatch of stage align is 3, but must be 0 or a divisor of BatchSize 256, such as 2 or 4")]
    [InlineData("BatchSize = 256, {|OV4005:Samples = 9|}, LearningRate = 1e-3", "Samples of stage align is 9, but must be 0, for whole passes, or at least one batch, 256")]
    [InlineData("BatchSize = 256, LearningRate = 1e-3, {|OV4005:Warmup = 1|}", "Warmup of stage align is 1, but must be at least 0 and less than 1")]
    [InlineData("BatchSize = 256, LearningRate = 1e-3, Samples = 512, {|OV4014:Epochs = 2|}", "Epochs has no effect beside Samples; remove it")]
    [InlineData("BatchSize = 256, {|OV4017:LearningRate = 2|}", "The peak learning rate of stage align is 2, about what AdamW moves every weight by in one step; use less than 1")]
    [InlineData("BatchSize = 256, LearningRate = 1e-3, {|OV4035:VisionLearningRate = 2e-6|}", "VisionLearningRate 2E-06 of stage align has no effect, since the image encoder is frozen there; remove it, or train ModelParts.Vision, too")]
    [InlineData("BatchSize = 256, LearningRate = 1e-3, {|OV2009:MaxLength = 580|}", "A picture can be 576 tokens, which leaves 4 of MaxLength 580 of stage align for its text; use MaxLength 584 or more")]
    [InlineData("BatchSize = 256, LearningRate = 1e-3, {|OV2010:MaxLength = 2049|}", "MaxLength 2049 of stage align is more than the 2048 positions of Writer; use MaxLength 2048 or less, or RopeScale = 2 on Writer")]
    [InlineData("BatchSize = 256, LearningRate = 1e-3, {|OV4014:Grids = [\"1x2\"]|}", "Grids has no effect on ImageAspect.Pad, which makes one tile; remove it")]
    [InlineData("BatchSize = 256, LearningRate = 1e-3, {|OV1016:Aspect = ImageAspect.AnyRes|}", null)]
    public void WhatCannotBeOfAStageIsReportedOnItsArgument(string arguments, string? sentence)
    {
        string found = Assert.Single(Marked.Verify(MllmSources.Recipe($"""[MllmStage("align", ModelParts.Connector, {arguments})] {MllmSources.Data}""")));
        Assert.True(sentence is null || found == sentence, found);
    }

    [Fact]
    public void ARecipeWithoutStagesIsReported() => Assert.Equal(
        ["Recipe has no stage and would train nothing; add [MllmStage(\"align\", ModelParts.Connector, BatchSize = …, LearningRate = …)]"],
        Marked.Verify($"{MllmSources.Parts}[Multimodal<Eye, Writer>] partial class Reader; [{{|OV4001:MllmRecipe<Reader>|}}] {MllmSources.Data} partial class Recipe;"));

    [Fact]
    public void AModelThatIsNoneIsReportedOnItsTypeArgument() => Assert.Equal(
        ["Reader has no [Multimodal]; put the attribute on it, or name a class that has it"],
        Marked.Verify($"class Reader; [MllmRecipe<{{|OV3002:Reader|}}>] {MllmSources.Align} {MllmSources.Data} partial class Recipe;"));

    [Theory]
    [InlineData("""[MllmStage("a", {|OV4032:ModelParts.None|}, BatchSize = 1, LearningRate = 1)]""", "Stage a trains no part of Reader; name one or more, such as ModelParts.Connector")]
    [InlineData("""[{|OV4032:MllmStage("a", BatchSize = 1, LearningRate = 1)|}]""", "Stage a trains no part of Reader; name one or more, such as ModelParts.Connector")]
    [InlineData("""[MllmStage("a", {|OV1006:(ModelParts)8|}, BatchSize = 1, LearningRate = 1)]""", "ModelParts 8 does not exist; use ModelParts.Vision, ModelParts.Connector, ModelParts.Language or a sum of them")]
    [InlineData("""[MllmStage("a", ModelParts.Connector, BatchSize = 1, LearningRate = 1)] [MllmStage({|OV4004:"a"|}, ModelParts.Connector, BatchSize = 1, LearningRate = 1)]""", "Two stages are named a; give each its own name")]
    [InlineData("""[MllmStage("a", ModelParts.Connector, BatchSize = 1, LearningRate = 1)] [Lora({|OV4034:Stage = "a"|})]""", "[Lora] trains adapters in place of the language model's weights, and stage a does not train it; add ModelParts.Language to the stage, or name another one")]
    [InlineData("""[MllmStage("a", ModelParts.Connector, BatchSize = 1, LearningRate = 1)] [{|OV4034:Lora|}]""", "[Lora] trains adapters in place of the language model's weights, and no stage trains it; add ModelParts.Language to one, or remove the attribute")]
    [InlineData("""[MllmStage("align", ModelParts.Connector, BatchSize = 1, LearningRate = 1)] [Lora({|OV4037:Stage = "algin"|})]""", "There is no stage algin; use align, or leave Stage out for every stage")]
    [InlineData("""[MllmStage("a", ModelParts.Connector, BatchSize = 1, LearningRate = 1)] [MllmStage("b", ModelParts.Language, BatchSize = 1, LearningRate = 1, Template = ChatTemplate.ChatMl)] [Lora({|OV4005:Rank = 0|})]""", "Rank of stage b is 0, but must be from 1 to 65536")]
    public void WhatCannotBeOfPartsIsReported(string stages, string sentence) =>
        Assert.Equal([sentence], Marked.Verify(MllmSources.Recipe($"{stages} {MllmSources.Data}")));

    [Theory]
    [InlineData("""[Conversations({|OV4039:"a.parquet"|})]""", "\"a.parquet\" is neither .json nor .jsonl, which hold conversations, nor .yaml, which lists such files; name one of these")]
    [InlineData("""[Conversations("a.json", {|OV4040:Sampling = "half"|})]""", "Sampling \"half\" names no way to take samples; use \"all\", or \"first:\", \"end:\" or \"random:\" with a number or a percentage, such as \"first:10%\"")]
    [InlineData("""[Conversations("a.json", {|OV4040:Sampling = "end:101%"|})]""", "Sampling \"end:101%\" takes more than all; use \"all\", or \"first:\", \"end:\" or \"random:\" with a number or a percentage, such as \"first:10%\"")]
    [InlineData("""[Conversations("a.json", {|OV4009:Weight = 0|})]""", "Weight is 0, but must be more than 0")]
    [InlineData("""[Conversations("a.json")] [Conversations("b.json", {|OV4037:Stage = "alig"|})]""", "There is no stage alig; use align or tune, or leave Stage out for every stage")]
    public void WhatCannotBeOfDataIsReportedOnce(string data, string sentence) =>
        Assert.Equal([sentence], Marked.Verify(MllmSources.Recipe($"{MllmSources.Align} {MllmSources.Tune} {data}")));

    [Fact]
    public void AStageWithoutDataIsReportedOnItsName() => Assert.Equal(
        ["Stage tune has no data to train on; add [Conversations(\"conversations.json\", Stage = \"tune\")]"],
        Marked.Verify(MllmSources.Recipe($"""{MllmSources.Align} {MllmSources.Tune.Replace("\"tune\"", "{|OV4036:\"tune\"|}", StringComparison.Ordinal)} [Conversations("a.json", Stage = "align")]""")));

    [Theory]
    [InlineData("ModelParts.Connector | ModelParts.Language", "ModelParts.Language", true)]
    [InlineData("ModelParts.Language", "ModelParts.Connector", false)] // the first may be a stage of texts
    [InlineData("ModelParts.Language", "ModelParts.Vision", true)]
    [InlineData("ModelParts.Vision", "ModelParts.All", true, true)]
    [InlineData("ModelParts.Connector", "ModelParts.All", false)]
    [InlineData("ModelParts.Connector | ModelParts.Vision", "ModelParts.Language", false)]
    public void ALanguageModelThatTrainsBeforeTheConnectorIsWarnedOf(string first, string second, bool reported, bool onSecond = false)
    {
        string Parts(string parts, bool mark) => mark ? $"{{|OV4033:{parts}|}}" : parts;
        string Stage(string name, string parts) => $"""[MllmStage("{name}", {parts}, BatchSize = 128, LearningRate = 2e-5, Template = ChatTemplate.ChatMl)]""";
        Marked.Verify(MllmSources.Recipe($"{Stage("a", Parts(first, reported && !onSecond))} {Stage("b", Parts(second, reported && onSecond))} {MllmSources.Data}"));
    }

    [Fact]
    public void PlainTurnsUnteachALanguageModel() => Assert.Equal(
        ["ChatTemplate.Plain of stage tune drops questions and roles, and the language model, which trains there, would unlearn to answer; use ChatTemplate.ChatMl or ChatTemplate.VicunaV1, or train the connector alone"],
        Marked.Verify(MllmSources.Recipe($"{MllmSources.Align} {MllmSources.Tune.Replace("Template = ChatTemplate.ChatMl", "{|OV4038:Template = ChatTemplate.Plain|}", StringComparison.Ordinal)} {MllmSources.Data}")));

    [Theory]
    [InlineData("Qwen2Half", "VicunaV1", "ChatTemplate.VicunaV1 of stage tune writes Vicuna's <s> and </s>, which Writer with Vocabulary 151936 does not have; use ChatTemplate.Qwen")]
    [InlineData("SmolLm135M", "Llama3", "ChatTemplate.Llama3 of stage tune writes Llama 3's headers, which Writer with Vocabulary 49152 does not have; use ChatTemplate.ChatMl or ChatTemplate.VicunaV1")]
    [InlineData("Llama3Eight", "Qwen", "ChatTemplate.Qwen of stage tune writes Qwen's turns, which Writer with Vocabulary 128256 does not have; use ChatTemplate.Llama3 or ChatTemplate.Llama3Answers")]
    [InlineData("Vicuna7B", "VicunaV1", null)]
    [InlineData("Llama3Eight", "Llama3Answers", null)]
    [InlineData("Qwen2Seven", "Qwen", null)]
    [InlineData("Qwen2Seven", "ChatMl", null)]
    public void ATemplateOfAnotherLanguageModelIsWarnedOf(string size, string template, string? sentence)
    {
        string model = $"[VisionModel(Variant.Ti)] partial class Eye; [LanguageModel(LanguageModelSize.{size})] partial class Writer; [Multimodal<Eye, Writer>] partial class Reader;";
        string argument = $"Template = ChatTemplate.{template}";
        Assert.Equal(
            sentence is null ? [] : [sentence],
            Marked.Verify(MllmSources.Recipe(
                $"{MllmSources.Align} {MllmSources.Tune.Replace("Template = ChatTemplate.ChatMl", sentence is null ? argument : $"{{|OV2011:{argument}|}}", StringComparison.Ordinal)} {MllmSources.Data}", model)));
    }

    /// <summary>Five grids of 24 × 24 tokens: 576 of the thumbnail, and 48 rows of 48 with a newline.</summary>
    [Fact]
    public void TheWorstPictureOfTilesHasToFit()
    {
        string model = MllmSources.Model("""Aspect = ImageAspect.AnyRes, Grids = ["1x2", "2x1", "2x2", "3x1", "1x3"], Merge = TileMerge.SpatialUnpad""");
        Assert.Equal(
            ["A picture can be 2928 tokens, which leaves 0 of MaxLength 2048 of stage align for its text; use MaxLength 2936 or more, or fewer Grids"],
            Marked.Verify(MllmSources.Recipe($"[{{|OV2009:MllmStage(\"align\", ModelParts.Connector, BatchSize = 256, LearningRate = 1e-3)|}}] {MllmSources.Data}", model)));

        // One tile and a newline, as a stage of its own may have it.
        GeneratorHarness.Run(MllmSources.Recipe($"""[MllmStage("align", ModelParts.Connector, BatchSize = 256, LearningRate = 1e-3, Aspect = ImageAspect.Plain)] {MllmSources.Data}""", model)).AssertClean();
    }

    [Fact]
    public void AVideoHasToFitWhereVideosAreRead()
    {
        string model = MllmSources.Model("Merge = TileMerge.SpatialUnpad", "[Video(Frames = 16)]");
        Assert.Equal(
            ["A video can be 2305 tokens, which leaves 0 of MaxLength 2048 of stage align for its text; use MaxLength 2313 or more, or fewer Frames"],
            Marked.Verify(MllmSources.Recipe("""[{|OV2009:MllmStage("align", ModelParts.Connector, BatchSize = 256, LearningRate = 1e-3)|}] [Conversations("a.json", Videos = "videos")]""", model)));
        GeneratorHarness.Run(MllmSources.Recipe($"{MllmSources.Align} {MllmSources.Data}", model)).AssertClean();
    }

    [Fact]
    public void WhatIsTakenOverIsReportedWhereItIs() => Marked.Verify($$"""
        {{MllmSources.Parts}}[Multimodal<Eye, Writer>] partial class Reader;
        [MllmStage("align", ModelParts.Connector, BatchSize = 256, LearningRate = 1e-3)] [Conversations("a.txt")] abstract class Shared;
        [MllmRecipe<Reader>] [From<{|OV4039:Shared|}>] partial class Recipe;
        """);

    [Fact]
    public void ConversationsAndAdaptersAreTakenOverStageByStage()
    {
        string file = GeneratorHarness.Run($$"""
            {{MllmSources.Parts}}[Multimodal<Eye, Writer>] partial class Reader;
            [MllmDefaults(ClipNorm = 1, Tokenizer = "words.txt")]
            {{MllmSources.Align}} {{MllmSources.Tune}}
            [Conversations("captions.json", Stage = "align")] [Conversations("one.json", Stage = "tune")] [Conversations("two.json", Stage = "tune")]
            [Lora(Rank = 8)]
            abstract class Shared;
            [MllmRecipe<Reader>(Seed = 3)] [From<Shared>] [Conversations("three.jsonl", Stage = "tune")] [MllmStage("tune", BatchSize = 64)] partial class Recipe;
            """).AssertClean().File("Recipe.g.cs");
        Assert.Equal(["\"captions.json\"", "\"three.jsonl\""], file.Split('\n').Where(static line => line.Contains(" Path = ", StringComparison.Ordinal)).Select(static line => line.Trim()[7..^1]));
        Assert.Contains("Trains = ModelParts.Connector | ModelParts.Language,", file, StringComparison.Ordinal);
        Assert.Contains("BatchSize = 64,", file, StringComparison.Ordinal);
        Assert.Contains("LearningRate = 2e-5,", file, StringComparison.Ordinal);
        Assert.Contains("Lora = new() { Rank = 8, Alpha = 256.0, Dropout = 0.05 },", file, StringComparison.Ordinal);
        Assert.Equal(1, file.Split("Lora = new").Length - 1);
        Assert.Contains("Tokenizer = \"words.txt\",", file, StringComparison.Ordinal);
        Assert.Contains("Seed = 3,", file, StringComparison.Ordinal);
        Assert.Contains("ClipNorm = 1.0,", file, StringComparison.Ordinal);
    }

    [Fact]
    public void AClassThatSaysNothingIsReported() => Assert.Equal(
        ["Nothing says nothing of a multimodal recipe; name one, or put [MllmDefaults], [MllmStage] or [Conversations] on it"],
        Marked.Verify(MllmSources.Recipe($"[From<{{|OV9006:Nothing|}}>] {MllmSources.Align} {MllmSources.Data}").Replace("[MllmRecipe", "class Nothing; [MllmRecipe", StringComparison.Ordinal)));

    [Fact]
    public void ABenchmarkOfEncodersIsReportedOnAMultimodalRecipeAndQuestionsOnOneOfPairs()
    {
        Assert.Equal(
            ["Benchmark.ZeroShot measures encoders, and Recipe makes a multimodal model; use Benchmark.Questions, or remove the evaluation"],
            Marked.Verify(MllmSources.Recipe($"{MllmSources.Align} {MllmSources.Data} [Eval({{|OV3010:Benchmark.ZeroShot|}}, \"a.tar\", Classes = \"c.txt\")] [Eval(Benchmark.Questions, \"q.json\")]")));
        Assert.Equal(
            ["Benchmark.Questions asks a multimodal model, and Recipe makes encoders; use Benchmark.ZeroShot or Benchmark.Retrieval, or remove the evaluation"],
            Marked.Verify(Sources.With("[Eval({|OV3010:Benchmark.Questions|}, \"q.json\")]")));
    }

    [Fact]
    public void AFolderThatAMultimodalRecipeDoesNotReadIsMadeInVain() => Assert.Equal(
        ["The data set is made in \"data/scene\", where no data and no [Eval] of Recipe reads; make it in \"data/scenes\", or name its files"],
        Marked.Verify(MllmSources.Recipe($"{MllmSources.Align} [Conversations(\"data/scenes/a.json\")] [Prepare<OpenVision.Scenes.SceneConversations>({{|OV3006:\"data/scene\"|}})]")));
}
