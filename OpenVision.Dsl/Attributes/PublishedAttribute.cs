namespace OpenVision;

/// <summary>
/// What a paper or a model card says of a model or a recipe: shown beside what is measured, and never taken for it. The compiler
/// compares published parameter counts with its own.
/// </summary>
/// <param name="source">Where the numbers stand, such as <c>OpenVision, Table 6</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PublishedAttribute(string source) : Attribute
{
    /// <summary>Where the numbers stand.</summary>
    public string Source { get; } = source;

    /// <summary>The exact number of parameters: an image encoder's own, or of both encoders and what their loss learns. Default: not published.</summary>
    public long Parameters { get; set; }

    /// <summary>The number of parameters in millions, rounded to the digits that are written. Default: not published.</summary>
    public double MillionParameters { get; set; }

    /// <summary>The data set that it was trained on. Default: not said.</summary>
    public string Data { get; set; } = "";

    /// <summary>The number of image-text pairs seen, as published, rounded or not. Default: not said.</summary>
    public double Samples { get; set; }

    /// <summary>ImageNet-1k zero-shot top-1 accuracy in percent.</summary>
    public double ImageNet { get; set; }

    /// <summary>COCO recall at 1 of images for a text, in percent.</summary>
    public double TextToImage { get; set; }

    /// <summary>COCO recall at 1 of texts for an image, in percent.</summary>
    public double ImageToText { get; set; }

    /// <summary>TextVQA accuracy in percent.</summary>
    public double TextVqa { get; set; }

    /// <summary>ChartQA accuracy in percent.</summary>
    public double ChartQa { get; set; }

    /// <summary>OCRBench score, of 1000.</summary>
    public double OcrBench { get; set; }

    /// <summary>MME perception score, of 2000.</summary>
    public double MmePerception { get; set; }

    /// <summary>MME cognition score, of 800.</summary>
    public double MmeCognition { get; set; }

    /// <summary>SEED-Bench accuracy in percent.</summary>
    public double SeedBench { get; set; }

    /// <summary>MM-Vet score in percent.</summary>
    public double MmVet { get; set; }

    /// <summary>ScienceQA accuracy in percent.</summary>
    public double ScienceQa { get; set; }

    /// <summary>GQA accuracy in percent.</summary>
    public double Gqa { get; set; }

    /// <summary>POPE F1 or accuracy in percent.</summary>
    public double Pope { get; set; }
}
