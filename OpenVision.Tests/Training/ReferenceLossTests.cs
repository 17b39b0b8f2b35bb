using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Training;

/// <summary>Losses and their gradients against float64 autograd of the reference's formulas; tolerance 1e-5.</summary>
public sealed class ReferenceLossTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void TheContrastiveLossOfTwoCaptionsIsTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> fixture = Fixture.Tensors("openvision-losses.expected.safetensors");
        Tensor image = Leaf(fixture, "image");
        Tensor text1 = Leaf(fixture, "text1");
        Tensor text2 = Leaf(fixture, "text2");
        Tensor scale = Leaf(fixture, "logit_scale");

        Tensor factor = scale.exp();
        Tensor loss = (ContrastiveLoss.Softmax(image, text1, factor) + ContrastiveLoss.Softmax(image, text2, factor)) * 0.5;
        loss.backward();

        Fixture.Near(fixture["loss.openvision_contrastive"], loss, Tolerance, "loss");
        Fixture.Near(fixture["grad.openvision_contrastive.image"], image.grad!, Tolerance, "image gradient");
        Fixture.Near(fixture["grad.openvision_contrastive.text1"], text1.grad!, Tolerance, "web caption gradient");
        Fixture.Near(fixture["grad.openvision_contrastive.text2"], text2.grad!, Tolerance, "synthetic caption gradient");
        Fixture.Near(fixture["grad.openvision_contrastive.logit_scale"], scale.grad!, Tolerance, "scale gradient");
    }

    [Fact]
    public void TheSigmoidLossIsTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> fixture = Fixture.Tensors("openvision-losses.expected.safetensors");
        Tensor image = Leaf(fixture, "image");
        Tensor text = Leaf(fixture, "text1");
        Tensor scale = Leaf(fixture, "logit_scale");
        Tensor loss = ContrastiveLoss.Sigmoid(image, text, scale.exp(), tensor(-10f));
        loss.backward();
        Fixture.Near(fixture["loss.siglip"], loss, Tolerance, "loss");
        Fixture.Near(fixture["grad.siglip.image"], image.grad!, Tolerance, "image gradient");
        Fixture.Near(fixture["grad.siglip.text1"], text.grad!, Tolerance, "text gradient");
        Fixture.Near(fixture["grad.siglip.logit_scale"], scale.grad!, Tolerance, "scale gradient");
    }

    /// <summary>Captions read once give the loss that the same captions give twice.</summary>
    [Theory]
    [InlineData(ContrastiveLossKind.Softmax)]
    [InlineData(ContrastiveLossKind.Sigmoid)]
    public void OneCaptionIsTheSameCaptionTwice(ContrastiveLossKind loss)
    {
        using DisposeScope scope = NewDisposeScope();
        using ParameterStore store = new(ParameterCount.Of(ParameterTable.Logits(loss)), GraphSettings.Inference);
        LogitScale scale = new(store.Root, loss);
        store.Seal();
        IReadOnlyDictionary<string, Tensor> fixture = Fixture.Tensors("openvision-losses.expected.safetensors");
        Tensor image = fixture["input.image"], text = fixture["input.text1"];
        Fixture.Near(
            ContrastiveLoss.TwoCaptions(image, cat([text, text]), scale), ContrastiveLoss.OneCaption(image, text, scale), 1e-6, "loss");
    }

    [Fact]
    public void TheClipLossIsTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> fixture = Fixture.Tensors("openvision-losses.expected.safetensors");
        Tensor image = Leaf(fixture, "image");
        Tensor loss = ContrastiveLoss.Softmax(image, fixture["input.text1"], fixture["input.logit_scale"].exp());
        loss.backward();
        Fixture.Near(fixture["loss.clip"], loss, Tolerance, "loss");
        Fixture.Near(fixture["grad.clip.image"], image.grad!, Tolerance, "image gradient");
    }

    [Fact]
    public void TheCaptionLossIsTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> fixture = Fixture.Tensors("openvision-losses.expected.safetensors");
        Tensor logits = Leaf(fixture, "caption_logits");
        Tensor loss = CaptionLoss.Masked(logits, fixture["input.caption_labels"], fixture["input.caption_mask"]);
        loss.backward();
        Fixture.Near(fixture["loss.caption"], loss, Tolerance, "loss");
        Fixture.Near(fixture["grad.caption.caption_logits"], logits.grad!, Tolerance, "logits gradient");
    }

    private static Tensor Leaf(IReadOnlyDictionary<string, Tensor> fixture, string name)
    {
        Tensor leaf = fixture[$"input.{name}"].clone();
        leaf.requires_grad = true;
        return leaf;
    }
}
