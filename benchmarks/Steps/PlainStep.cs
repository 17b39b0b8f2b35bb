using OpenVision.Benchmarks.Measuring;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Benchmarks.Steps;

/// <summary>The same step as plain TorchSharp: modules, <c>backward</c>, <c>clip_grad_norm_</c> and <c>torch.optim.AdamW</c>.</summary>
internal sealed class PlainStep : ISide
{
    private readonly PlainVision vision;
    private readonly PlainText text;
    private readonly PlainDecoder decoder;
    private readonly TorchSharp.Modules.Parameter scale;
    private readonly optim.Optimizer optimizer;
    private readonly List<TorchSharp.Modules.Parameter> parameters;
    private readonly TrainingBatch batch;
    private readonly ScalarType type;

    /// <summary>Makes the modules, the optimiser and a batch.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="type">The number format of everything.</param>
    public PlainStep(RecipeSpec recipe, ScalarType type)
    {
        this.type = type;
        vision = new(recipe.Vision, recipe.Stages[0].Resolution);
        text = new(recipe.Text);
        decoder = new(recipe.Decoder!, recipe.Vision.Width, recipe.Text.Width);
        foreach (Module module in (Module[])[vision, text, decoder])
        {
            module.to(type);
        }

        scale = new(tensor((float)Math.Log(1 / 0.07)));
        parameters = [.. vision.parameters(), .. text.parameters(), .. decoder.parameters(), scale];
        optimizer = optim.AdamW(parameters, lr: 1e-4, beta1: 0.9, beta2: 0.95, weight_decay: 0.2);
        batch = RandomBatch.Of(recipe);
    }

    /// <inheritdoc/>
    public void Round()
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        (Tensor image, Tensor patches) = vision.forward(batch.Images.to_type(type));
        (Tensor texts, Tensor words) = text.forward(cat([batch.WebText, batch.SyntheticText]));
        Tensor[] captions = Normalize(texts).chunk(2);
        Tensor embedded = Normalize(image), factor = scale.exp();
        Tensor contrastive = (Pair(embedded, captions[0], factor) + Pair(embedded, captions[1], factor)) * 0.5f;
        long size = batch.Images.shape[0];
        Tensor logits = decoder.forward(patches, words.narrow(0, 0, size)).to_type(ScalarType.Float32);
        Tensor labels = batch.Caption.narrow(1, 1, batch.Caption.shape[1] - 1).reshape(-1);
        Tensor caption = functional.cross_entropy(logits.view(-1, logits.shape[2]), labels, ignore_index: 0);
        Tensor loss = contrastive + (caption * 2f);
        loss.backward();
        nn.utils.clip_grad_norm_(parameters, 1);
        optimizer.step();
        loss.item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        vision.Dispose();
        text.Dispose();
        decoder.Dispose();
        batch.Dispose();
    }

    private static Tensor Normalize(Tensor x) => functional.normalize(x.to_type(ScalarType.Float32), dim: 1);

    private static Tensor Pair(Tensor image, Tensor text, Tensor factor)
    {
        Tensor logits = image.matmul(text.t()) * factor, own = arange(logits.shape[0], ScalarType.Int64);
        return (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.t(), own)) * 0.5f;
    }
}
