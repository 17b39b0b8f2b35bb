namespace OpenVision;

/// <summary>
/// Every tensor of a model's weights, by name and shape: what the compiler counts, what a checkpoint is checked against, and
/// what the graphs allocate.
/// </summary>
public static partial class ParameterTable
{
    private const int Channels = 3;
    private const int StemStride = 4;
    private const int DepthwiseKernel = 7;

    /// <summary>An image encoder's tensors, a fixed position embedding included.</summary>
    /// <param name="spec">The image encoder.</param>
    public static IEnumerable<ParameterSpec> Vision(VisionSpec spec) =>
        Below("visual.", spec.Trunk == Trunk.ConvNext ? [.. ConvNext(spec), .. VisionHead(spec)] : [.. Vit(spec), .. VisionHead(spec)]);

    /// <summary>A text encoder's tensors.</summary>
    /// <param name="spec">The text encoder.</param>
    public static IEnumerable<ParameterSpec> Text(TextSpec spec) =>
    [
        Other("token_embedding.weight", spec.Vocabulary, spec.Width),
        Other("positional_embedding", spec.Context, spec.Width),
        .. Blocks(spec.Depth, spec.Width, spec.MlpDim),
        .. Norm("ln_final", spec.Width),
        .. spec.ProjectionBias
            ? Linear("text_projection", spec.Width, spec.EmbedDim)
            : [Matrix("text_projection", spec.Width, spec.EmbedDim)],
    ];

    /// <summary>A caption decoder's tensors.</summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="visionWidth">The width of the image tokens that feed it.</param>
    /// <param name="textWidth">The width of the text tokens that feed it.</param>
    public static IEnumerable<ParameterSpec> Decoder(DecoderSpec spec, int visionWidth, int textWidth) => Below("decoder.",
    [
        Matrix("image_projection.weight", spec.Width, visionWidth),
        Matrix("text_projection.weight", spec.Width, textWidth),
        Other("queries", spec.Queries, spec.Width),
        .. Blocks(spec.Depth, spec.Width, spec.MlpDim),
        .. Norm("ln_final", spec.Width),
        Matrix("head.weight", spec.Vocabulary, spec.Width),
    ]);

    /// <summary>An OpenVision 2 text decoder's tensors.</summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="visionWidth">The width of the image tokens that feed it.</param>
    public static IEnumerable<ParameterSpec> TextDecoder(TextDecoderSpec spec, int visionWidth) => Below("decoder.",
    [
        Matrix("image_projection.weight", spec.Width, visionWidth),
        Other("token_embedding.weight", spec.Vocabulary, spec.Width),
        .. Blocks(spec.Depth, spec.Width, spec.MlpDim),
        .. Norm("ln_final", spec.Width),
        Matrix("head.weight", spec.Vocabulary, spec.Width),
    ]);

    /// <summary>The tensors that a contrastive loss learns beside its towers.</summary>
    /// <param name="loss">The loss.</param>
    public static IEnumerable<ParameterSpec> Logits(ContrastiveLossKind loss) => loss == ContrastiveLossKind.Sigmoid
        ? [new("logit_scale", ParameterKind.Exact, default), new("logit_bias", ParameterKind.Exact, default)]
        : [new("logit_scale", ParameterKind.Exact, default)];

    private static IEnumerable<ParameterSpec> Vit(VisionSpec spec) =>
    [
        .. spec.ClassToken ? [Other("class_embedding", spec.Width)] : Array.Empty<ParameterSpec>(),
        Matrix("conv1.weight", spec.Width, Channels, spec.Patch, spec.Patch),
        .. spec.PatchBias ? [Other("conv1.bias", spec.Width)] : Array.Empty<ParameterSpec>(),
        .. spec.Positions == Positions.None
            ? Array.Empty<ParameterSpec>()
            : [new("positional_embedding", spec.Positions == Positions.Learned ? ParameterKind.Other : ParameterKind.Fixed, new([Tokens.Vision(spec), spec.Width]))],
        .. spec.PreNorm ? Norm("ln_pre", spec.Width) : [],
        .. Blocks(spec.Depth, spec.Width, spec.MlpDim),
        .. Norm("ln_post", spec.Width),
        .. spec.Pooling == VisionPooling.Attention ? AttentionPool(spec) : [],
    ];

    private static IEnumerable<ParameterSpec> AttentionPool(VisionSpec spec) => Below("attn_pool.",
    [
        Other("latent", 1, 1, spec.Width),
        .. Linear("q", spec.Width, spec.Width),
        .. Linear("kv", spec.Width, 2 * spec.Width),
        .. Linear("proj", spec.Width, spec.Width),
        .. Norm("norm", spec.Width),
        .. Linear("mlp.fc1", spec.Width, spec.MlpDim),
        .. Linear("mlp.fc2", spec.MlpDim, spec.Width),
    ]);

    private static IEnumerable<ParameterSpec> ConvNext(VisionSpec spec) => Below("trunk.",
    [
        Matrix("stem.0.weight", spec.StageWidths[0], Channels, StemStride, StemStride),
        Other("stem.0.bias", spec.StageWidths[0]),
        .. Norm("stem.1", spec.StageWidths[0]),
        .. spec.StageWidths.SelectMany((_, stage) => ConvNextStage(spec, stage)),
        .. Norm("head.norm", spec.Width),
    ]);

    private static IEnumerable<ParameterSpec> ConvNextStage(VisionSpec spec, int stage)
    {
        int width = spec.StageWidths[stage];
        IEnumerable<ParameterSpec> blocks = Enumerable.Range(0, spec.StageDepths[stage]).SelectMany(block => Below($"stages.{stage}.blocks.{block}.",
        [
            Matrix("conv_dw.weight", width, 1, DepthwiseKernel, DepthwiseKernel),
            Other("conv_dw.bias", width),
            .. Norm("norm", width),
            .. Linear("mlp.fc1", width, 4 * width),
            .. Linear("mlp.fc2", 4 * width, width),
            Other("gamma", width),
        ]));
        if (stage == 0)
        {
            return blocks;
        }

        int before = spec.StageWidths[stage - 1];
        return
        [
            .. Norm($"stages.{stage}.downsample.0", before),
            Matrix($"stages.{stage}.downsample.1.weight", width, before, 2, 2),
            Other($"stages.{stage}.downsample.1.bias", width),
            .. blocks,
        ];
    }

    private static IEnumerable<ParameterSpec> VisionHead(VisionSpec spec) => spec.Head switch
    {
        Head.Matrix => [Matrix("proj", spec.Width, spec.EmbedDim)],
        Head.Linear => [Matrix("head.proj.weight", spec.EmbedDim, spec.Width)],
        Head.Mlp => [.. Linear("head.mlp.fc1", spec.Width, 2 * spec.EmbedDim), Matrix("head.mlp.fc2.weight", spec.EmbedDim, 2 * spec.EmbedDim)],
        _ => [],
    };

    private static IEnumerable<ParameterSpec> Blocks(int depth, int width, int mlpDim) =>
        Enumerable.Range(0, depth).SelectMany(block => Below($"transformer.resblocks.{block}.",
        [
            .. Norm("ln_1", width),
            Matrix("attn.in_proj_weight", 3 * width, width),
            Other("attn.in_proj_bias", 3 * width),
            .. Linear("attn.out_proj", width, width),
            .. Norm("ln_2", width),
            .. Linear("mlp.c_fc", width, mlpDim),
            .. Linear("mlp.c_proj", mlpDim, width),
        ]));

    private static ParameterSpec[] Linear(string name, int inputs, int outputs) =>
        [Matrix($"{name}.weight", outputs, inputs), Other($"{name}.bias", outputs)];

    private static ParameterSpec[] Norm(string name, int width) => [Other($"{name}.weight", width), Other($"{name}.bias", width)];

    private static ParameterSpec Matrix(string name, params int[] shape) => new(name, ParameterKind.Matrix, new(shape));

    private static ParameterSpec Other(string name, params int[] shape) => new(name, ParameterKind.Other, new(shape));

    private static IEnumerable<ParameterSpec> Below(string prefix, IEnumerable<ParameterSpec> parameters) =>
        parameters.Select(parameter => parameter with { Name = prefix + parameter.Name });
}
