using CsCheck;
using OpenVision.Onnx;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Onnx;

/// <summary>What holds of the graph of every spec, without running it.</summary>
public sealed class OnnxGraphTests
{
    private static readonly Gen<VisionSpec> vits =
        from heads in Gen.Int[1, 3]
        from depth in Gen.Int[1, 3]
        from patch in Gen.Int[2, 5]
        from extra in Gen.Int[0, 4]
        from pooling in Gen.Enum<VisionPooling>()
        from head in Gen.Enum<Head>()
        from positions in Gen.Enum<Positions>()
        from activation in Gen.Enum<Activation>()
        from options in Gen.Bool.Array[3]
        select new VisionSpec
        {
            Name = "Encoder",
            Width = 4 * heads,
            Depth = depth,
            Heads = heads,
            MlpDim = 8,
            EmbedDim = head == Head.None ? 4 * heads : 6,
            Patch = patch,
            Resolution = (2 * patch) + (extra % patch),
            CropToPatches = true,
            Pooling = pooling,
            ClassToken = options[0] || pooling == VisionPooling.ClassToken,
            PatchBias = options[1],
            PreNorm = options[2],
            Head = head,
            Positions = positions,
            Activation = activation,
        };

    private static readonly Gen<VisionSpec> convNexts =
        from stages in Gen.Select(Gen.Int[1, 2], Gen.Int[1, 6]).Array[1, 4]
        from head in Gen.Enum<Head>()
        select new VisionSpec
        {
            Name = "Encoder",
            Trunk = Trunk.ConvNext,
            Width = stages[^1].Item2,
            Depth = stages.Sum(stage => stage.Item1),
            Heads = 1,
            MlpDim = 4 * stages[^1].Item2,
            EmbedDim = head == Head.None ? stages[^1].Item2 : 6,
            Patch = 2 << stages.Length,
            Resolution = 4 << stages.Length,
            StageDepths = new(stages.Select(stage => stage.Item1)),
            StageWidths = new(stages.Select(stage => stage.Item2)),
            ClassToken = false,
            PatchBias = true,
            Positions = Positions.None,
            Head = head,
        };

    private static readonly Gen<TextSpec> texts =
        from heads in Gen.Int[1, 3]
        from depth in Gen.Int[1, 3]
        from context in Gen.Int[2, 9]
        from pooling in Gen.Enum<TextPooling>()
        from options in Gen.Bool.Array[2]
        select new TextSpec
        {
            Name = "Text",
            Width = 4 * heads,
            Depth = depth,
            Heads = heads,
            MlpDim = 8,
            EmbedDim = 6,
            Context = context,
            Vocabulary = 16,
            Pooling = pooling,
            Causal = options[0],
            ProjectionBias = options[1],
        };

    internal static Gen<VisionSpec> Visions => Gen.OneOf(vits, convNexts);

    [Fact]
    public void EveryParameterOfAnImageEncoderIsHeldOnceAndReadAfterWhatItNeeds() =>
        Visions.Sample(spec => Check(OnnxVision.Graph(spec), ParameterTable.Vision(spec)), iter: 300);

    [Fact]
    public void EveryParameterOfATextEncoderIsHeldOnceAndReadAfterWhatItNeeds() =>
        texts.Sample(spec => Check(OnnxText.Graph(spec), ParameterTable.Text(spec)), iter: 100);

    [Fact]
    public void EveryParameterOfADecoderIsHeldOnceAndReadAfterWhatItNeeds() =>
        Check(OnnxDecoder.Graph(MicroDecoder.Definition, new(5, 64), new(8, 48)), ParameterTable.Decoder(MicroDecoder.Definition, 64, 48));

    [Fact]
    public void ABlockReadsLikeAModel()
    {
        const string Block = "transformer.resblocks.0";
        string[] found =
        [
            .. OnnxText.Graph(MicroClipText.Definition).Nodes
                .Where(node => node.Outputs[0].StartsWith(Block, StringComparison.Ordinal))
                .Select(node => $"{node.Operator} {string.Join(' ', node.Outputs.Select(output => output[Block.Length..].TrimStart('.')))}".TrimEnd()),
        ];
        Assert.Equal(
            [
                "LayerNormalization ln_1",
                "MatMul attn.in_proj.product",
                "Add attn.in_proj",
                "Split attn.q attn.k attn.v",
                "Reshape attn.query.heads",
                "Transpose attn.query",
                "Mul attn.query.scaled",
                "Reshape attn.key.heads",
                "Transpose attn.key",
                "MatMul attn.scores",
                "Add attn.scores.masked",
                "Softmax attn.weights",
                "Reshape attn.value.heads",
                "Transpose attn.value",
                "MatMul attn.attended",
                "Transpose attn.attended.tokens",
                "Reshape attn.joined",
                "MatMul attn.out_proj.product",
                "Add attn.out_proj",
                "Add attended",
                "LayerNormalization ln_2",
                "MatMul mlp.c_fc.product",
                "Add mlp.c_fc",
                "Mul mlp.gelu.slope",
                "Sigmoid mlp.gelu.gate",
                "Mul mlp.gelu",
                "MatMul mlp.c_proj.product",
                "Add mlp.c_proj",
                "Add",
            ],
            found);
    }

    [Fact]
    public void NormsHaveTheSpecsEpsilon()
    {
        OnnxNode[] norms = [.. OnnxText.Graph(MicroClipText.Definition).Nodes.Where(node => node.Operator == "LayerNormalization")];
        Assert.Equal(5, norms.Length);
        Assert.All(norms, norm => Assert.Contains(new OnnxAttribute.Real("epsilon", 1e-5f), norm.Attributes));
    }

    [Fact]
    public void TwoValuesOfOneNameAreRefused()
    {
        OnnxValue input = OnnxValue.Input("x");
        OnnxValue twice = OnnxValue.Result("y", "Add", [OnnxValue.Result("y", "Neg", [input]), input]);
        OnnxPort port = new("z", OnnxType.Float32, default, "");
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => OnnxGraph.Of("G", [port with { Name = "x" }], [(port, OnnxValue.Result("w", "Neg", [twice]))]));
        Assert.Equal("Two values of G are named y.", error.Message);
    }

    private static void Check(OnnxGraph graph, IEnumerable<ParameterSpec> parameters)
    {
        Assert.Equal(
            parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            graph.Parameters.Select(parameter => parameter.Parameter.Name).Order(StringComparer.Ordinal));
        HashSet<string> known = [.. graph.Inputs.Select(input => input.Name), .. graph.Tensors.Select(tensor => tensor.Name)];
        foreach (OnnxNode node in graph.Nodes)
        {
            Assert.All(node.Inputs, input => Assert.Contains(input, known));
            Assert.All(node.Outputs, output => Assert.True(known.Add(output), $"{output} is given twice"));
        }

        Assert.All(graph.Outputs, output => Assert.Contains(output.Name, known));
    }
}
