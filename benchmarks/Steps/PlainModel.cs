using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Benchmarks.Steps;

/// <summary>A pre-norm transformer as TorchSharp's documentation would have it written: modules, fused attention, autograd.</summary>
internal sealed class PlainBlock : Module<Tensor, Tensor?, Tensor>
{
    private readonly int heads;
    private readonly Activation activation;
    private readonly LayerNorm ln_1, ln_2;
    private readonly Linear qkv, proj, up, down;

    public PlainBlock(int width, int heads, int inner, Activation activation) : base("block")
    {
        this.heads = heads;
        this.activation = activation;
        ln_1 = nn.LayerNorm(width, 1e-6);
        qkv = nn.Linear(width, 3 * width);
        proj = nn.Linear(width, width);
        ln_2 = nn.LayerNorm(width, 1e-6);
        up = nn.Linear(width, inner);
        down = nn.Linear(inner, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor? mask)
    {
        long batch = x.shape[0], length = x.shape[1], width = x.shape[2];
        Tensor fused = qkv.forward(ln_1.forward(x)).view(batch, length, 3, heads, width / heads).permute(2, 0, 3, 1, 4);
        Tensor attended = functional.scaled_dot_product_attention(fused[0], fused[1], fused[2], mask!);
        x = x + proj.forward(attended.transpose(1, 2).reshape(batch, length, width));
        Tensor inner = up.forward(ln_2.forward(x));
        inner = activation == Activation.Gelu ? functional.gelu(inner) : inner.gelu(TorchSharp.Modules.GELU.Approximate.tanh);
        return x + down.forward(inner);
    }
}

/// <summary>An image tower: a strided convolution, a class token, learned positions, blocks, a norm of the mean, a projection.</summary>
internal sealed class PlainVision : Module<Tensor, (Tensor, Tensor)>
{
    private readonly Conv2d patches;
    private readonly Parameter cls, positions;
    private readonly ModuleList<PlainBlock> blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;

    public PlainVision(VisionSpec spec, int resolution) : base("vision")
    {
        int tokens = (resolution / spec.Patch * (resolution / spec.Patch)) + 1;
        patches = nn.Conv2d(3, spec.Width, spec.Patch, stride: spec.Patch);
        cls = new Parameter(randn(1, 1, spec.Width) * 0.02f);
        positions = new Parameter(randn(1, tokens, spec.Width) * 0.02f);
        blocks = new ModuleList<PlainBlock>([.. Enumerable.Range(0, spec.Depth).Select(_ => new PlainBlock(spec.Width, spec.Heads, spec.MlpDim, spec.Activation))]);
        norm = nn.LayerNorm(spec.Width, 1e-6);
        head = nn.Linear(spec.Width, spec.EmbedDim, hasBias: false);
        RegisterComponents();
    }

    public override (Tensor, Tensor) forward(Tensor images)
    {
        Tensor x = patches.forward(images).flatten(2).transpose(1, 2);
        x = cat([cls.expand(x.shape[0], 1, x.shape[2]), x], 1) + positions;
        foreach (PlainBlock block in blocks)
        {
            x = block.forward(x, null);
        }

        Tensor tokens = x.narrow(1, 1, x.shape[1] - 1);
        return (head.forward(norm.forward(tokens.mean([1]))), tokens);
    }
}

/// <summary>A text tower: embeddings, learned positions, blocks, a norm of the last token, a projection.</summary>
internal sealed class PlainText : Module<Tensor, (Tensor, Tensor)>
{
    private readonly Embedding words;
    private readonly Parameter positions;
    private readonly ModuleList<PlainBlock> blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;

    public PlainText(TextSpec spec) : base("text")
    {
        words = nn.Embedding(spec.Vocabulary, spec.Width);
        positions = new Parameter(randn(1, spec.Context, spec.Width) * 0.02f);
        blocks = new ModuleList<PlainBlock>([.. Enumerable.Range(0, spec.Depth).Select(_ => new PlainBlock(spec.Width, spec.Heads, spec.MlpDim, spec.Activation))]);
        norm = nn.LayerNorm(spec.Width, 1e-6);
        head = nn.Linear(spec.Width, spec.EmbedDim, hasBias: false);
        RegisterComponents();
    }

    public override (Tensor, Tensor) forward(Tensor tokens)
    {
        Tensor x = words.forward(tokens) + positions;
        foreach (PlainBlock block in blocks)
        {
            x = block.forward(x, null);
        }

        return (head.forward(norm.forward(x.select(1, x.shape[1] - 1))), x.narrow(1, 0, x.shape[1] - 1));
    }
}

/// <summary>A caption decoder: projected tokens, learned queries, masked blocks, a norm and the vocabulary's scores.</summary>
internal sealed class PlainDecoder : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear image, text, head;
    private readonly Parameter queries;
    private readonly ModuleList<PlainBlock> blocks;
    private readonly LayerNorm norm;
    private readonly long count;

    public PlainDecoder(DecoderSpec spec, int imageWidth, int textWidth) : base("decoder")
    {
        image = nn.Linear(imageWidth, spec.Width);
        text = nn.Linear(textWidth, spec.Width);
        queries = new Parameter(randn(1, spec.Queries, spec.Width));
        blocks = new ModuleList<PlainBlock>([.. Enumerable.Range(0, spec.Depth).Select(_ => new PlainBlock(spec.Width, spec.Heads, spec.MlpDim, spec.Activation))]);
        norm = nn.LayerNorm(spec.Width, 1e-6);
        head = nn.Linear(spec.Width, spec.Vocabulary);
        count = spec.Queries;
        RegisterComponents();
    }

    public override Tensor forward(Tensor imageTokens, Tensor textTokens)
    {
        Tensor x = cat([image.forward(imageTokens), text.forward(textTokens), queries.expand(imageTokens.shape[0], -1, -1)], 1);
        long length = x.shape[1], prefix = length - count;
        Tensor mask = zeros(length, length);
        mask.masked_fill_(ones(length, length, ScalarType.Bool).triu(1), double.NegativeInfinity);
        mask.narrow(0, 0, prefix).narrow(1, 0, prefix).zero_();
        mask = mask.to_type(x.dtype);
        foreach (PlainBlock block in blocks)
        {
            x = block.forward(x, mask);
        }

        return head.forward(norm.forward(x.narrow(1, prefix, count)));
    }
}
