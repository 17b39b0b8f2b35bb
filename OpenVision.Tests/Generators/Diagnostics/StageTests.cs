using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class StageTests
{
    [Fact]
    public void ARecipeWithoutAStageIsReported() => Assert.Equal(
        ["Recipe has no stage and would train nothing; add [Stage(\"pretrain\", Samples = …, BatchSize = …, BaseLearningRate = …)]"],
        Marked.Verify(Sources.Recipe($$"""[{|OV4001:TrainRecipe<Encoder, Text>|}] {{Sources.Data}}""")));

    [Fact]
    public void ARecipeWithoutDataIsReported() => Assert.Equal(
        ["Recipe has no data to train on; add [Data(\"shards/{00000..00099}.tar\")]"],
        Marked.Verify(Sources.Recipe($$"""[{|OV4006:TrainRecipe<Encoder, Text>|}] {{Sources.Stage}}""")));

    [Theory]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4002:WarmupSamples = 1025|}", "WarmupSamples 1025 is more than the Samples 1024 of stage a; use 1024 or fewer")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4005:WarmupSamples = -1|}", "WarmupSamples of stage a is -1, but must be at least 0")]
    [InlineData("{|OV4005:Samples = 255|}, BatchSize = 256, BaseLearningRate = 1e-3", "Samples of stage a is 255, but must be at least one batch, 256")]
    [InlineData("Samples = 1024, {|OV4005:BatchSize = 0|}, BaseLearningRate = 1e-3", "BatchSize of stage a is 0, but must be at least 1")]
    [InlineData("Samples = 1024, BatchSize = 256, {|OV4005:BaseLearningRate = double.NaN|}", "BaseLearningRate of stage a is NaN, but must be more than 0")]
    [InlineData("{|OV4005:Resolution = -16|}, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3", "Resolution of stage a is -16, but must be from 1 to 65536")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4010:LearningRate = 1e-2|}", "Stage a has LearningRate 0.01, and BaseLearningRate 0.001, which is 0.001 at BatchSize 256; remove one of them")]
    [InlineData("Samples = 1024, BatchSize = 256, {|OV4005:LearningRate = -1|}", "LearningRate of stage a is -1, but must be more than 0")]
    [InlineData("Samples = 1024, BatchSize = 256, LearningRate = 1e-3, {|OV4005:BaseLearningRate = -1|}", "BaseLearningRate of stage a is -1, but must be more than 0")]
    [InlineData("Samples = 1024, BatchSize = 256, {|OV4005:BaseLearningRate = 0|}", "BaseLearningRate of stage a is 0, but must be more than 0, unless LearningRate is set")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4011:WarmupSamples = 255|}", "WarmupSamples 255 of stage a is less than one batch, so that nothing warms up; use 256 or more")]
    [InlineData("Samples = 1024, {|OV4013:BatchSize = 1|}, BaseLearningRate = 1e-3", "BatchSize 1 of stage a has no image and text that do not belong together, which the contrastive loss tells apart; use 2 or more")]
    [InlineData("Samples = 1024, BatchSize = 512, {|OV4017:BaseLearningRate = 8|}", "The peak learning rate of stage a is 16 (BaseLearningRate 8 × BatchSize 512 / 256), about what AdamW moves every weight by in one step; use less than 1")]
    [InlineData("Samples = 1024, BatchSize = 512, {|OV4017:LearningRate = 1.5|}", "The peak learning rate of stage a is 1.5, about what AdamW moves every weight by in one step; use less than 1")]
    [InlineData("{|OV4008:Samples = 1000|}, BatchSize = 256, BaseLearningRate = 1e-3", "Samples 1000 of stage a is not a multiple of BatchSize 256, so that the last 232 are not seen; use Samples 768 or 1024")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4005:MicroBatch = 48|}", "MicroBatch of stage a is 48, but must be 0 or a divisor of BatchSize 256, such as 32 or 64")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4005:MicroBatch = 256|}", "MicroBatch of stage a is 256, but must be 0 or a divisor of BatchSize 256, such as 128")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4005:MicroBatch = -1|}", "MicroBatch of stage a is -1, but must be 0 or a divisor of BatchSize 256, such as 1")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4005:MaskRatio = 0.95|}", "MaskRatio of stage a is 0.95, but must be from 0 to 0.9")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {|OV4005:MaskRatio = double.NaN|}", "MaskRatio of stage a is NaN, but must be from 0 to 0.9")]
    public void AnImpossibleNumberIsReportedOnIt(string arguments, string sentence) =>
        Assert.Equal([sentence], Marked.Verify(Sources.Stages($"[Stage(\"a\", {arguments})]")));

    [Theory]
    [InlineData("Samples = 1024, BatchSize = 256, LearningRate = 1e-3")]
    [InlineData("Samples = 1024, BatchSize = 256, LearningRate = 1e-3, BaseLearningRate = 0")]
    [InlineData("Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, WarmupSamples = 256")]
    [InlineData("Samples = 1024, BatchSize = 2, LearningRate = 1")]
    [InlineData("Samples = 1024, BatchSize = 256, LearningRate = 1e-3, MicroBatch = 128, MaskRatio = 0.9, Mask = TokenMask.Block")]
    [InlineData("Samples = 1024, BatchSize = 256, LearningRate = 1e-3, MicroBatch = 0, MaskRatio = 0")]
    public void APossibleNumberIsNot(string arguments) => GeneratorHarness.Run(Sources.Stages($"[Stage(\"a\", {arguments})]")).AssertClean();

    [Fact]
    public void EveryMissingNumberIsReportedOnTheStage() =>
        Assert.Equal(3, Marked.Verify(Sources.Stages("""[{|OV4005:{|OV4005:{|OV4005:Stage("a")|}|}|}]""")).Count);

    [Fact]
    public void AWarmupAsLongAsTheStageIsNotReported() => GeneratorHarness.Run(Sources.Stages(
        """[Stage("a", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, WarmupSamples = 1024)]""")).AssertClean();

    [Fact]
    public void AFallingResolutionIsReportedOnTheLaterStage() => Assert.Equal(
        ["Resolution falls from 224 in stage high to 160 in stage low; a curriculum goes up, so write the stages in the order of their resolutions"],
        Marked.Verify(Sources.Stages("""
            [Stage("high", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Stage("low", {|OV4003:Resolution = 160|}, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            """)));

    [Fact]
    public void ARepeatedNameIsReportedOnTheLaterStage() => Assert.Equal(
        ["Two stages are named a; give each its own name"],
        Marked.Verify(Sources.Stages("""
            [Stage("a", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Stage({|OV4004:"a"|}, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            """)));

    [Fact]
    public void StagesOfTheSameResolutionMayFollowEachOther() => GeneratorHarness.Run(Sources.Stages("""
        [Stage("a", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Stage("b", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-4)]
        """)).AssertClean();

    [Theory]
    [InlineData("[Augment({|OV4009:MinArea = 0|})]", "MinArea is 0, but must be more than 0 and at most MaxArea")]
    [InlineData("[Augment({|OV4009:MinArea = 0.5|}, MaxArea = 0.4)]", "MinArea is 0.5, but must be more than 0 and at most MaxArea")]
    [InlineData("[Augment({|OV4009:JitterProbability = 1.5|})]", "JitterProbability is 1.5, but must be from 0 to 1")]
    [InlineData("[Data({|OV4009:\" \"|})]", "shards is empty, but must be a path to shards")]
    [InlineData("[Data(\"a.tar\", {|OV4009:\"\"|})]", "shards is empty, but must be a path to shards")]
    [InlineData("[Data(\"a.tar\", \"b.tar\", {|OV4009:\"\"|})]", "shards is empty, but must be a path to shards")]
    [InlineData("[Data(\"a.tar\", {|OV4009:ShuffleWindow = 0|})]", "ShuffleWindow is 0, but must be at least 1")]
    [InlineData("[Eval(Benchmark.Retrieval, \"a.tar\", {|OV4009:Limit = -1|})]", "Limit is -1, but must be at least 0")]
    [InlineData("[{|OV4009:Eval(Benchmark.ZeroShot, \"a.tar\")|}]", "Classes is empty, but must be a file with one class name a line")]
    [InlineData("[Prepare<OpenVision.Scenes.SceneWorld>({|OV4009:folder: \"\"|})]", "folder is empty, but must be a path to a folder")]
    public void AnImpossibleSettingIsReportedOnIt(string attribute, string sentence) =>
        Assert.Equal([sentence], Marked.Verify(Sources.With(attribute)));

    [Theory]
    [InlineData("Beta1 = 1", "Beta1 is 1, but must be at least 0 and less than 1")]
    [InlineData("Beta2 = -0.1", "Beta2 is -0.1, but must be at least 0 and less than 1")]
    [InlineData("WeightDecay = double.PositiveInfinity", "WeightDecay is Infinity, but must be at least 0")]
    [InlineData("ClipNorm = double.NaN", "ClipNorm is NaN, but must be at least 0")]
    [InlineData("LayerDecay = 1.5", "LayerDecay is 1.5, but must be from 0 to 1")]
    [InlineData("LayerDecay = double.NaN", "LayerDecay is NaN, but must be from 0 to 1")]
    [InlineData("Average = 1", "Average is 1, but must be at least 0 and less than 1")]
    [InlineData("ContrastiveWeight = -1", "ContrastiveWeight is -1, but must be at least 0")]
    [InlineData("CheckpointSamples = -1", "CheckpointSamples is -1, but must be at least 0")]
    [InlineData("RematerializeEvery = -1", "RematerializeEvery is -1, but must be at least 0")]
    public void AnImpossibleSettingOfTheRecipeIsReportedOnIt(string argument, string sentence) => Assert.Equal(
        [sentence], Marked.Verify(Sources.Recipe($$"""[TrainRecipe<Encoder, Text>({|OV4009:{{argument}}|})] {{Sources.Data}} {{Sources.Stage}}""")));
}
