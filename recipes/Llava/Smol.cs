namespace OpenVision.Recipes.Llava;

// OpenVision-Smol (its paper, section 5 and Table 6): B/16 and the smallest SmolLM, under 250 million parameters in all. One thing is
// varied at a time: how much the second stage reads, what the third reads, and the resolution.

/// <summary>
/// The three stages, after LLaVA-OneVision. Learning rates, what is frozen in the third, and that the first reads recaptions, too, are the
/// best of the paper's Tables 9 and 12; batches, and the image encoder's rate in the second, are not published: LLaVA-OneVision's. A larger
/// corpus has more recaptions, not the same ones more often.
/// </summary>
[MllmDefaults(Tokenizer = $"{Weights.Smol}/tokenizer.json", LanguageWeights = Weights.Smol, VisionWeights = Weights.B16At384, Precision = Precision.BFloat16)]
[MllmStage("align", ModelParts.Connector, BatchSize = 512, MicroBatch = 16, LearningRate = 1e-3, MaxLength = 8192, Template = ChatTemplate.Plain,
    Aspect = ImageAspect.Plain)]
[Conversations("data/recap-datacomp/558k.jsonl", Stage = "align", Images = "data/recap-datacomp", Published = 558_000)]
[MllmStage("recaption", ModelParts.All, BatchSize = 256, MicroBatch = 16, LearningRate = 5e-5, VisionLearningRate = 2e-6, MaxLength = 8192,
    Template = ChatTemplate.ChatMl, GroupByLength = true)]
[Conversations("data/recap-datacomp/32m.jsonl", Stage = "recaption", Images = "data/recap-datacomp", Sampling = "first:4000000", Published = 32_000_000)]
[MllmStage("instruct", ModelParts.Connector | ModelParts.Language, BatchSize = 256, MicroBatch = 16, LearningRate = 5e-4, MaxLength = 8192,
    Template = ChatTemplate.ChatMl, GroupByLength = true)]
[Conversations("data/llava_v1_5_mix665k.json", Stage = "instruct", Images = "data", Published = 665_298)]
public abstract class SmolTraining;

/// <summary>B/16 at 384 px with SmolLM.</summary>
[Multimodal<B16At384, SmolLm135M>]
public sealed partial class SmolAt384;

/// <summary>The second stage reads four million recaptions.</summary>
[MllmRecipe<SmolAt384>]
[From<SmolTraining>]
[Published(Source.Smol, TextVqa = 33.2, ChartQa = 10.3, OcrBench = 194, MmePerception = 743, MmeCognition = 212,
    SeedBench = 48.8, MmVet = 15.8, ScienceQa = 38.2, Gqa = 54.2, Pope = 85.0)]
public sealed partial class SmolTimes1;

/// <summary>The second stage reads eight million recaptions.</summary>
[MllmRecipe<SmolAt384>]
[From<SmolTraining>]
[Conversations("data/recap-datacomp/32m.jsonl", Stage = "recaption", Images = "data/recap-datacomp", Sampling = "first:8000000", Published = 32_000_000)]
[Published(Source.Smol, TextVqa = 34.2, ChartQa = 10.6, OcrBench = 200, MmePerception = 785, MmeCognition = 204,
    SeedBench = 50.0, MmVet = 16.4, ScienceQa = 37.0, Gqa = 54.3, Pope = 85.1)]
public sealed partial class SmolTimes2;

/// <summary>The second stage reads 16 million recaptions.</summary>
[MllmRecipe<SmolAt384>]
[From<SmolTraining>]
[Conversations("data/recap-datacomp/32m.jsonl", Stage = "recaption", Images = "data/recap-datacomp", Sampling = "first:16000000", Published = 32_000_000)]
[Published(Source.Smol, TextVqa = 34.7, ChartQa = 10.2, OcrBench = 204, MmePerception = 760, MmeCognition = 210,
    SeedBench = 48.2, MmVet = 16.3, ScienceQa = 33.9, Gqa = 54.4, Pope = 84.7)]
public sealed partial class SmolTimes4;

/// <summary>The second stage reads 24 million recaptions.</summary>
[MllmRecipe<SmolAt384>]
[From<SmolTraining>]
[Conversations("data/recap-datacomp/32m.jsonl", Stage = "recaption", Images = "data/recap-datacomp", Sampling = "first:24000000", Published = 32_000_000)]
[Published(Source.Smol, TextVqa = 34.7, ChartQa = 10.1, OcrBench = 223, MmePerception = 806, MmeCognition = 201,
    SeedBench = 47.4, MmVet = 15.8, ScienceQa = 37.5, Gqa = 53.9, Pope = 84.6)]
public sealed partial class SmolTimes6;

/// <summary>The second stage reads 32 million recaptions.</summary>
[MllmRecipe<SmolAt384>]
[From<SmolTraining>]
[Conversations("data/recap-datacomp/32m.jsonl", Stage = "recaption", Images = "data/recap-datacomp", Sampling = "first:32000000", Published = 32_000_000)]
[Published(Source.Smol, TextVqa = 35.4, ChartQa = 10.8, OcrBench = 234, MmePerception = 788, MmeCognition = 215,
    SeedBench = 45.1, MmVet = 16.4, ScienceQa = 35.6, Gqa = 54.2, Pope = 84.7)]
public sealed partial class SmolTimes8;

/// <summary>The third stage reads LLaVA-NeXT's million instructions.</summary>
[MllmRecipe<SmolAt384>]
[From<SmolTimes8>]
[Conversations("data/open-llava-next_instruct_mix1M.json", Stage = "instruct", Images = "data", Published = 1_000_000)]
[Published(Source.Smol, TextVqa = 34.5, ChartQa = 26.1, OcrBench = 284, MmePerception = 869, MmeCognition = 219,
    SeedBench = 50.8, MmVet = 16.4, ScienceQa = 39.0, Gqa = 53.9, Pope = 84.5)]
public sealed partial class SmolTimes8Next1M;

/// <summary>The third stage reads LLaVA-OneVision's three million instructions.</summary>
[MllmRecipe<SmolAt384>]
[From<SmolTimes8>]
[Conversations("data/onevision/single_image.yaml", Stage = "instruct", Images = "data/onevision", Published = 3_200_000)]
[Published(Source.Smol, TextVqa = 36.3, ChartQa = 31.3, OcrBench = 319, MmePerception = 1051, MmeCognition = 248,
    SeedBench = 41.6, MmVet = 20.7, ScienceQa = 37.6, Gqa = 53.3, Pope = 84.6)]
public sealed partial class SmolTimes8OneVision3M;

/// <summary>OpenVision's B/16 image encoder at 448 px: that of 384 px with more positions.</summary>
[VisionModel(Variant.B, Patch = 16, Resolution = 448)]
public sealed partial class B16At448;

/// <summary>B/16 at 448 px with SmolLM.</summary>
[Multimodal<B16At448, SmolLm135M>]
public sealed partial class SmolAt448;

/// <summary>The same at 448 px.</summary>
[MllmRecipe<SmolAt448>]
[From<SmolTimes8OneVision3M>]
[Published(Source.Smol, TextVqa = 37.0, ChartQa = 34.9, OcrBench = 333, MmePerception = 907, MmeCognition = 246,
    SeedBench = 41.3, MmVet = 18.1, ScienceQa = 36.8, Gqa = 53.5, Pope = 85.0)]
public sealed partial class SmolTimes8OneVision3MAt448;

/// <summary>OpenVision's B/16 image encoder at 512 px: that of 384 px with more positions.</summary>
[VisionModel(Variant.B, Patch = 16, Resolution = 512)]
public sealed partial class B16At512;

/// <summary>B/16 at 512 px with SmolLM.</summary>
[Multimodal<B16At512, SmolLm135M>]
public sealed partial class SmolAt512;

/// <summary>The same at 512 px.</summary>
[MllmRecipe<SmolAt512>]
[From<SmolTimes8OneVision3M>]
[Published(Source.Smol, TextVqa = 38.2, ChartQa = 37.2, OcrBench = 347, MmePerception = 886, MmeCognition = 226,
    SeedBench = 39.3, MmVet = 20.8, ScienceQa = 39.0, Gqa = 53.9, Pope = 86.0)]
public sealed partial class SmolTimes8OneVision3MAt512;

/// <summary>OpenVision's B/16 image encoder at 672 px: that of 384 px with more positions.</summary>
[VisionModel(Variant.B, Patch = 16, Resolution = 672)]
public sealed partial class B16At672;

/// <summary>B/16 at 672 px with SmolLM.</summary>
[Multimodal<B16At672, SmolLm135M>]
public sealed partial class SmolAt672;

/// <summary>The same at 672 px.</summary>
[MllmRecipe<SmolAt672>]
[From<SmolTimes8OneVision3M>]
[Published(Source.Smol, TextVqa = 38.3, ChartQa = 43.2, OcrBench = 355, MmePerception = 1126, MmeCognition = 203,
    SeedBench = 46.6, MmVet = 18.8, ScienceQa = 43.7, Gqa = 53.3, Pope = 85.5)]
public sealed partial class SmolTimes8OneVision3MAt672;

/// <summary>OpenVision's B/16 image encoder at 768 px: that of 384 px with more positions.</summary>
[VisionModel(Variant.B, Patch = 16, Resolution = 768)]
public sealed partial class B16At768;

/// <summary>B/16 at 768 px with SmolLM.</summary>
[Multimodal<B16At768, SmolLm135M>]
public sealed partial class SmolAt768;

/// <summary>The same at 768 px.</summary>
[MllmRecipe<SmolAt768>]
[From<SmolTimes8OneVision3M>]
[Published(Source.Smol, TextVqa = 40.6, ChartQa = 44.7, OcrBench = 382, MmePerception = 1080, MmeCognition = 242,
    SeedBench = 45.8, MmVet = 22.0, ScienceQa = 39.5, Gqa = 53.2, Pope = 86.3)]
public sealed partial class SmolTimes8OneVision3MAt768;
