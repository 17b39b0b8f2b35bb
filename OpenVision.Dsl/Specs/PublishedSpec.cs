namespace OpenVision;

/// <summary>What a published figure measures; the names are those of <see cref="PublishedAttribute"/>'s arguments.</summary>
public enum Metric
{
    /// <summary>ImageNet-1k zero-shot top-1 accuracy in percent.</summary>
    ImageNet,

    /// <summary>COCO recall at 1 of images for a text, in percent.</summary>
    TextToImage,

    /// <summary>COCO recall at 1 of texts for an image, in percent.</summary>
    ImageToText,

    /// <summary>TextVQA accuracy in percent.</summary>
    TextVqa,

    /// <summary>ChartQA accuracy in percent.</summary>
    ChartQa,

    /// <summary>OCRBench score, of 1000.</summary>
    OcrBench,

    /// <summary>MME perception score, of 2000.</summary>
    MmePerception,

    /// <summary>MME cognition score, of 800.</summary>
    MmeCognition,

    /// <summary>SEED-Bench accuracy in percent.</summary>
    SeedBench,

    /// <summary>MM-Vet score in percent.</summary>
    MmVet,

    /// <summary>ScienceQA accuracy in percent.</summary>
    ScienceQa,

    /// <summary>GQA accuracy in percent.</summary>
    Gqa,

    /// <summary>POPE F1 or accuracy in percent.</summary>
    Pope,
}

/// <summary>A published figure.</summary>
/// <param name="Metric">What it measures.</param>
/// <param name="Value">The figure, in the metric's unit.</param>
public sealed record PublishedFigure(Metric Metric, double Value);

/// <summary>What one source says of a model or a recipe.</summary>
public sealed record PublishedSpec
{
    /// <summary>Where the numbers stand.</summary>
    public required string Source { get; init; }

    /// <summary>The exact number of parameters; 0 where it is not published.</summary>
    public long Parameters { get; init; }

    /// <summary>The number of parameters in millions, rounded; 0 where it is not published.</summary>
    public double MillionParameters { get; init; }

    /// <summary>The data set that it was trained on; empty where that is not said.</summary>
    public string Data { get; init; } = "";

    /// <summary>The number of image-text pairs seen, rounded or not; 0 where that is not said.</summary>
    public double Samples { get; init; }

    /// <summary>The results, in the order of <see cref="Metric"/>.</summary>
    public EquatableArray<PublishedFigure> Figures { get; init; }
}
