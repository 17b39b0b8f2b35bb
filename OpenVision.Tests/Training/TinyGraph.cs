using OpenVision.Captioning;
using OpenVision.Layers;
using OpenVision.Text;
using OpenVision.Training;
using OpenVision.Vision;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Training;

/// <summary>What is wrong with a tiny graph.</summary>
internal enum Flaw
{
    None,

    /// <summary>The loss leaves the logit scale out.</summary>
    UnusedScale,

    /// <summary>The third step's contrastive loss is no number.</summary>
    NotANumberAtStepThree,
}

/// <summary>Two towers of one block each, written by hand, so that these tests hang on no generated code.</summary>
internal sealed class TinyGraph : TrainingGraph
{
    private readonly Flaw flaw;
    private int steps;

    public TinyGraph(RecipeSpec spec, GraphSettings settings, Flaw flaw = Flaw.None)
        : base(spec, settings)
    {
        this.flaw = flaw;
        Vision = new TinyVision(spec.Vision, Parameters.Root["visual"]);
        Text = new TinyText(spec.Text, Parameters.Root);
        Scale = new LogitScale(Parameters.Root);
        Parameters.Seal();
    }

    public override VisionEncoder Vision { get; }

    public override TextEncoder Text { get; }

    public override CaptionDecoder? Decoder => null;

    public override LogitScale Scale { get; }

    public override StepLosses Step(TrainingBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = Vision.Forward(batch.Images).Embedding;
        Tensor texts = Text.Forward(cat([batch.WebText, batch.SyntheticText])).Embedding;
        Tensor loss = flaw == Flaw.UnusedScale
            ? ContrastiveLoss.Softmax(images, texts.narrow(0, 0, images.shape[0]), tensor(10f))
            : ContrastiveLoss.TwoCaptions(images, texts, Scale);
        loss.backward();
        StepLosses losses = StepLosses.Read(loss, loss);
        return ++steps == 3 && flaw == Flaw.NotANumberAtStepThree ? losses with { Contrastive = float.NaN } : losses;
    }

    private sealed class TinyVision(VisionSpec spec, ParameterScope scope) : VisionEncoder
    {
        private readonly PatchEmbedding embedding = new(scope, spec);
        private readonly Transformer transformer = new(scope["transformer"], spec.Width, spec.Depth, spec.Heads, spec.MlpDim, spec.Activation, spec.NormEpsilon);
        private readonly LayerNorm norm = new(scope["ln_post"], spec.Width, spec.NormEpsilon);
        private readonly Projection projection = new(scope, "proj", spec.Width, spec.EmbedDim);

        public override VisionSpec Spec => spec;

        public override VisionFeatures Forward(Tensor images)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor x = transformer.Forward(embedding.Forward(images));
            Tensor tokens = x.narrow(1, 1, x.shape[1] - 1);
            Tensor vector = projection.Forward(norm.Forward(tokens.mean([1])));
            return new(vector.MoveToOuterDisposeScope(), tokens.MoveToOuterDisposeScope());
        }
    }

    private sealed class TinyText(TextSpec spec, ParameterScope scope) : TextEncoder
    {
        private readonly TokenEmbedding embedding = new(scope, spec.Vocabulary, spec.Context, spec.Width);
        private readonly Transformer transformer = new(scope["transformer"], spec.Width, spec.Depth, spec.Heads, spec.MlpDim, spec.Activation, spec.NormEpsilon);
        private readonly LayerNorm norm = new(scope["ln_final"], spec.Width, spec.NormEpsilon);
        private readonly Projection projection = new(scope, "text_projection", spec.Width, spec.EmbedDim);

        public override TextSpec Spec => spec;

        public override TextFeatures Forward(Tensor tokens)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor x = transformer.Forward(embedding.Forward(tokens));
            Tensor vector = projection.Forward(norm.Forward(x.select(1, spec.Context - 1)));
            return new(vector.MoveToOuterDisposeScope(), x.narrow(1, 0, spec.Context - 1).MoveToOuterDisposeScope());
        }
    }
}
