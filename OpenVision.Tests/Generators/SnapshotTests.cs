using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators;

/// <summary>One whole file of each kind that the generators write, as a reviewer reads it.</summary>
public sealed class SnapshotTests
{
    private const string Towers = """
        namespace Demo;

        [VisionModel(Variant.Ti, Patch = 16, Resolution = 224)]
        public sealed partial class TinyEncoder;

        [TextModel(Variant.Ti)]
        public sealed partial class TinyText;

        [VisionModel(Variant.So400m, Family = Family.SigLip, Patch = 14, Resolution = 384, CropToPatches = true)]
        public sealed partial class SigLipEncoder;

        [TextModel(Variant.B, Family = Family.Clip, Activation = Activation.QuickGelu)]
        public sealed partial class ClipText;

        [ClipModel<TinyEncoder, TinyText>]
        public sealed partial class TinyClip;

        [VisionModel(Variant.ConvNextLarge, Family = Family.ConvNext, Resolution = 320)]
        public sealed partial class ConvNextEncoder;
        """;

    private const string Recipe = """
        using OpenVision.Scenes;

        namespace Demo;

        [CaptionDecoder(Variant.Ti)]
        public sealed partial class TinyDecoder;

        [TextDecoder(Variant.Ti)]
        public sealed partial class TinyTextDecoder;

        [TrainRecipe<TinyEncoder, TinyText, TinyDecoder>(Seed = 1, ClipNorm = 1)]
        [Stage("pretrain", Resolution = 160, Samples = 12_800_000_000, BatchSize = 32_768, BaseLearningRate = 8e-6, WarmupSamples = 51_200_000)]
        [Stage("finetune", Resolution = 224, Samples = 1_024_000_000, BatchSize = 16_384, BaseLearningRate = 4e-7, WarmupSamples = 25_600_000)]
        [Data("shards/{00000..00099}.tar")]
        [Prepare<SceneWorld>("shards")]
        [Augment(MinArea = 0.8)]
        [Eval(Benchmark.ZeroShot, "held-out.tar", Classes = "classes.txt", EverySamples = 100_000_000)]
        public sealed partial class TinyRecipe;

        [TrainRecipe<TinyEncoder, TinyText, TinyDecoder>]
        [Stage("pretrain", Resolution = 160, Samples = 12_800_000_000, BatchSize = 32_768, BaseLearningRate = 8e-6, MicroBatch = 1_024, MaskRatio = 0.5, Mask = TokenMask.Block)]
        [Data("shards/{00000..00099}.tar")]
        public sealed partial class TinyPartsRecipe;
        """;

    private const string Multimodal = """
        namespace Demo;

        [VisionModel(Variant.Ti, Patch = 14, Resolution = 336)]
        public sealed partial class Eye;

        [LanguageModel(LanguageModelSize.SmolLm135M, Context = 8192)]
        public sealed partial class SmallWriter;

        [LanguageModel(LanguageModelSize.Vicuna7B)]
        public sealed partial class Writer;

        [Multimodal<Eye, Writer>]
        public sealed partial class Reader;

        [Multimodal<Eye, SmallWriter>(Aspect = ImageAspect.AnyRes, Grids = ["1x2", "2x1", "2x2", "3x1", "1x3"], Merge = TileMerge.SpatialUnpad)]
        [Video(Newline = NewlinePlace.Row)]
        public sealed partial class TileReader;

        [MllmDefaults(Precision = Precision.BFloat16, ClipNorm = 1, RematerializeEvery = 1)]
        [MllmStage("align", ModelParts.Connector, BatchSize = 256, LearningRate = 1e-3)]
        [MllmStage("tune", ModelParts.Connector | ModelParts.Language, BatchSize = 128, LearningRate = 2e-5, Template = ChatTemplate.VicunaV1, GroupByLength = true)]
        [Conversations("blip_laion_cc_sbu_558k.json", Stage = "align", Images = "pictures", Published = 558_128)]
        [Conversations("llava_v1_5_mix665k.json", Stage = "tune", Images = "pictures", Published = 665_298)]
        public abstract class Usual;

        [MllmRecipe<Reader>(Tokenizer = "vicuna/tokenizer.model", LanguageWeights = "vicuna")]
        [From<Usual>]
        [Budget(MemoryGiB = 80, Devices = 8, PeakTflops = 312)]
        [MllmStage("tune", MicroBatch = 64, LearningRate = 2e-4, ConnectorLearningRate = 2e-5)]
        [Lora]
        public sealed partial class ReaderRecipe;

        [MllmRecipe<TileReader>(LanguageWeights = "smollm")]
        [From<Usual>]
        [MllmStage("align", Aspect = ImageAspect.Pad)]
        [MllmStage("tune", ModelParts.All, VisionLearningRate = 2e-6, Template = ChatTemplate.ChatMl, MaxLength = 4096)]
        public sealed partial class TileReaderRecipe;
        """;

    private static readonly Lazy<GeneratedProject> MultimodalProject = new(static () => GeneratorHarness.Run(Multimodal).AssertClean());

    private static readonly Lazy<GeneratedProject> Project =
        new(static () => GeneratorHarness.Run(GeneratorHarness.Compile([Towers, Recipe], OutputKind.ConsoleApplication)).AssertClean());

    [Fact]
    public void ImageEncoder() => Match("Demo.TinyEncoder.g.cs");

    [Fact]
    public void TextEncoder() => Match("Demo.TinyText.g.cs");

    [Fact]
    public void SigLipEncoder() => Match("Demo.SigLipEncoder.g.cs");

    [Fact]
    public void ClipText() => Match("Demo.ClipText.g.cs");

    [Fact]
    public void ClipModel() => Match("Demo.TinyClip.g.cs");

    [Fact]
    public void ConvNextEncoder() => Match("Demo.ConvNextEncoder.g.cs");

    [Fact]
    public void CaptionDecoder() => Match("Demo.TinyDecoder.g.cs");

    [Fact]
    public void TextDecoder() => Match("Demo.TinyTextDecoder.g.cs");

    [Fact]
    public void TrainRecipe() => Match("Demo.TinyRecipe.g.cs");

    [Fact]
    public void RecipeInParts() => Match("Demo.TinyPartsRecipe.g.cs");

    [Fact]
    public void RecipeSpec() => Match("Demo.TinyRecipe.spec.g.cs");

    [Fact]
    public void Catalogue() => Match("OpenVisionCatalogue.g.cs");

    [Fact]
    public void Program() => Match("OpenVisionProgram.g.cs");

    [Fact]
    public void LanguageModel() => MatchMultimodal("Demo.SmallWriter.g.cs");

    [Fact]
    public void MultimodalModel() => MatchMultimodal("Demo.TileReader.g.cs");

    [Fact]
    public void MllmRecipe() => MatchMultimodal("Demo.ReaderRecipe.g.cs");

    [Fact]
    public void MllmRecipeOfTiles() => MatchMultimodal("Demo.TileReaderRecipe.g.cs");

    [Fact]
    public void MllmRecipeSpec() => MatchMultimodal("Demo.ReaderRecipe.spec.g.cs");

    [Fact]
    public void MultimodalCatalogue() => MatchMultimodal("OpenVisionCatalogue.g.cs");

    private static void MatchMultimodal(string file, [CallerMemberName] string member = "") => Snapshot.Match(MultimodalProject.Value.File(file), file, member: member);

    [Fact]
    public void RefusedEncoder()
    {
        GeneratedProject project = GeneratorHarness.Run("[VisionModel(Variant.Ti, Resolution = 150)] partial class Encoder;");
        Snapshot.Match(project.File("Encoder.g.cs"), "Encoder.g.cs");
    }

    private static void Match(string file, [CallerMemberName] string member = "") => Snapshot.Match(Project.Value.File(file), file, member: member);
}
