using OpenVision.Data.Images;
using OpenVision.Evaluation;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Clip;

/// <summary>A class and its probability.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Probability">From 0 to 1; those of all classes sum to 1.</param>
public readonly record struct ClassProbability(string Name, double Probability);

/// <summary>Names the class of pictures from the classes' names alone. Not safe to use from several threads at once.</summary>
public sealed class ZeroShotClassifier : IDisposable
{
    private const int BatchSize = 64;

    private readonly Inference inference;
    private readonly ClipModel model;
    private readonly IReadOnlyList<string> classes;
    private readonly Tensor vectors;

    /// <summary>Encodes the classes.</summary>
    /// <param name="model">The model; it outlives the classifier.</param>
    /// <param name="vocabulary">The model's vocabulary, a file or its folder.</param>
    /// <param name="classes">The classes' names, at least one.</param>
    /// <param name="templates">Prompts with <c>{}</c> for the class, whose embeddings are averaged. Default: the name alone.</param>
    /// <exception cref="OpenVisionException">The vocabulary is missing, or not the model's.</exception>
    /// <exception cref="ArgumentException">There is no class, or a template has no <c>{}</c>.</exception>
    public ZeroShotClassifier(ClipModel model, string vocabulary, IReadOnlyList<string> classes, IReadOnlyList<string>? templates = null)
        : this(model, new Inference(model, vocabulary, BatchSize), classes, templates ?? [])
    {
    }

    /// <summary>Encodes the classes.</summary>
    /// <param name="model">The model; it outlives the classifier.</param>
    /// <param name="inference">What encodes with it.</param>
    /// <param name="classes">The classes' names, at least one.</param>
    /// <param name="templates">The prompts; none takes the name alone.</param>
    internal ZeroShotClassifier(ClipModel model, Inference inference, IReadOnlyList<string> classes, IReadOnlyList<string> templates)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count == 0)
        {
            throw new ArgumentException("There is no class to tell from others.", nameof(classes));
        }

        if (templates.FirstOrDefault(template => !template.Contains(ClassEmbeddings.Slot, StringComparison.Ordinal)) is { } plain)
        {
            throw new ArgumentException($"The template '{plain}' has no {ClassEmbeddings.Slot} for the class.", nameof(templates));
        }

        this.model = model;
        this.inference = inference;
        this.classes = classes;
        vectors = ClassEmbeddings.Encode(inference, classes, templates).DetachFromDisposeScope();   // [C, E]
    }

    /// <summary>Classifies a picture.</summary>
    /// <param name="picture">The file: JPEG, PNG or WebP.</param>
    /// <returns>Every class, the likeliest first.</returns>
    /// <exception cref="OpenVisionException">The file cannot be read, or is no picture.</exception>
    public IReadOnlyList<ClassProbability> Classify(string picture)
    {
        try
        {
            return Classify(File.ReadAllBytes(picture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SampleFault)
        {
            throw new OpenVisionException($"The picture '{picture}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Classifies pictures that are prepared.</summary>
    /// <param name="images">Normalised pictures, float32, [B, 3, R, R].</param>
    /// <returns>For each picture every class, the likeliest first.</returns>
    public IReadOnlyList<IReadOnlyList<ClassProbability>> Classify(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = inference.Images(images).matmul(vectors.t()).Times(model.Scale.Value());     // [B, C]
        (Tensor values, Tensor indices) = logits.softmax(-1).sort(-1, descending: true);
        float[] shares = values.data<float>().ToArray();
        long[] labels = indices.data<long>().ToArray();
        return
        [
            .. labels.Zip(shares, (label, share) => new ClassProbability(classes[(int)label], share)).Chunk(classes.Count),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => vectors.Dispose();

    private IReadOnlyList<ClassProbability> Classify(byte[] bytes)
    {
        PreprocessSpec preprocess = model.Preprocess;
        float[] pixels = new float[3 * preprocess.Resolution * preprocess.Resolution];
        EvalImage.Write(bytes, preprocess, pixels);
        using Tensor image = tensor(pixels, 1, 3, preprocess.Resolution, preprocess.Resolution);
        return Classify(image)[0];
    }
}
