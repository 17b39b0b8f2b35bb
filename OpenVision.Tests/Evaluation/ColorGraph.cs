using OpenVision.Captioning;
using OpenVision.Layers;
using OpenVision.Text;
using OpenVision.Training;
using OpenVision.Vision;
using static TorchSharp.torch;

namespace OpenVision.Tests.Evaluation;

/// <summary>
/// A graph that needs no training: pictures and texts are encoded as red, green and blue, and the decoder says
/// "a COLOUR square". What it gets right is known beforehand.
/// </summary>
internal sealed class ColorGraph : TrainingGraph
{
    public const string Red = "red", Green = "green", Blue = "blue";

    public static readonly IReadOnlyList<string> Vocabulary =
        ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", Red, Green, Blue, "a", "square", "of", "photo", "."];

    private static readonly VisionSpec visionSpec = new() { Name = "ColorVision", Positions = Positions.None, Width = 3, Depth = 0, Heads = 1, MlpDim = 1, EmbedDim = 3, Patch = 4, Resolution = 8 };
    private static readonly TextSpec textSpec = new() { Name = "ColorText", Width = 3, Depth = 0, Heads = 1, MlpDim = 1, EmbedDim = 3, Context = 10, Vocabulary = 13 };
    private static readonly DecoderSpec decoderSpec = new() { Name = "ColorDecoder", Width = 4, Depth = 0, Heads = 1, MlpDim = 1, Queries = 6, Vocabulary = 13 };

    public ColorGraph(RecipeSpec spec, GraphSettings settings)
        : base(spec, settings)
    {
        // Its parts need no weights; its files have those of its specs all the same.
        foreach (ParameterSpec parameter in Model.Parameters().Where(parameter => parameter.Kind is ParameterKind.Matrix or ParameterKind.Other))
        {
            Parameters.Root.Add(parameter.Name, parameter.Kind, Initial.Constant(0), [.. parameter.Shape.Select(size => (long)size)]);
        }

        Scale = new LogitScale(Parameters.Root);
        Text = new ColorText(spec.Text);
        Decoder = spec.Decoder is null ? null : new ColorDecoder();
    }

    public static RecipeSpec Recipe { get; } = new()
    {
        Name = "Colors",
        Vision = visionSpec,
        Text = textSpec,
        Decoder = decoderSpec,
        Stages = new([new() { Name = "only", Resolution = 8, Samples = 1, BatchSize = 1, BaseLearningRate = 1 }]),
        Data = new([new() { Shards = new(["none.tar"]) }]),
    };

    public override VisionEncoder Vision { get; } = new ColorVision();

    public override TextEncoder Text { get; }

    public override CaptionDecoder? Decoder { get; }

    public override LogitScale Scale { get; }

    public override StepLosses Step(TrainingBatch batch) => throw new NotSupportedException("It does not train.");

    private sealed class ColorVision : VisionEncoder
    {
        public override VisionSpec Spec => visionSpec;

        public override VisionFeatures Forward(Tensor images)
        {
            Tensor color = images.mean([2, 3]);                             // [B, 3]
            return new(color, color.unsqueeze(1).expand(-1, 4, -1));
        }
    }

    private sealed class ColorText(TextSpec spec) : TextEncoder
    {
        public override TextSpec Spec => spec;

        public override TextFeatures Forward(Tensor tokens)
        {
            Tensor[] channels = [.. new[] { Red, Green, Blue }.Select(color => tokens.eq(Vocabulary.ToList().IndexOf(color)).to_type(ScalarType.Float32).sum(1))];
            Tensor color = stack(channels, 1);                              // [B, 3]
            return new(color, zeros(tokens.shape[0], tokens.shape[1] - 1, 3));
        }
    }

    // A hidden state holds the colour and the place in the caption.
    private sealed class ColorDecoder : CaptionDecoder
    {
        public override DecoderSpec Spec => decoderSpec;

        public override Linear Head => throw new NotSupportedException("It knows its answers.");

        public override Tensor Forward(Tensor imageTokens, Tensor textTokens)
        {
            Assert.Equal([imageTokens.shape[0], 9, 3], textTokens.shape);
            Tensor color = imageTokens.mean([1]).argmax(-1).to_type(ScalarType.Float32);            // [B]
            Tensor place = arange(6, ScalarType.Float32);                                           // [Q]
            return stack([color.unsqueeze(1).expand(-1, 6), place.unsqueeze(0).expand(color.shape[0], -1)], 2);
        }

        public override Tensor Logits(Tensor hidden)
        {
            long[] pieces = [.. Enumerable.Range(0, (int)hidden.shape[0]).Select(row =>
                hidden[row, 1].item<float>() switch { 0 => 8L, 1 => 5L + (long)hidden[row, 0].item<float>(), 2 => 9L, 3 => 2L, _ => 11L })];
            return nn.functional.one_hot(tensor(pieces), 13).to_type(ScalarType.Float32);
        }
    }
}
