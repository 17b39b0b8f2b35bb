namespace OpenVision;

/// <summary>One source of image-text pairs: webdataset shards and the members to read from them.</summary>
/// <param name="shards">A path with brace lists, such as <c>shards/{00000..00099}.tar</c>; <c>.tar.gz</c> is read too.</param>
/// <param name="more">More paths of the same source; a source of its own, with members of its own, is another <c>[Data]</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class DataAttribute(string shards, params string[] more) : Attribute
{
    /// <summary>The shards.</summary>
    public string[] Shards { get; } = [shards, .. more];

    /// <summary>The extension of the web caption's member. Default <c>txt</c>.</summary>
    public string WebCaption { get; set; } = "txt";

    /// <summary>The extension of the synthetic caption's member. Default <c>llava_caption</c>.</summary>
    public string SyntheticCaption { get; set; } = "llava_caption";

    /// <summary>The vocabulary: WordPiece pieces, one a line; CLIP's merges (<c>bpe_simple_vocab_16e6.txt.gz</c>, <c>vocab.json</c>); or a SentencePiece model (<c>spiece.model</c>). Default <c>vocab.txt</c>.</summary>
    public string Vocabulary { get; set; } = "vocab.txt";

    /// <summary>What of the synthetic caption the text encoder reads. Default: one sentence drawn at random.</summary>
    public CaptionPick Pick { get; set; } = CaptionPick.Sentence;

    /// <summary>How many samples are shuffled among each other. Default 4096.</summary>
    public int ShuffleWindow { get; set; } = 4096;

    /// <summary>Whether shards are drawn with replacement instead of once an epoch. Default: once.</summary>
    public bool Resampled { get; set; }
}

/// <summary>What happens to a training image; the defaults are the reference's.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AugmentAttribute : Attribute
{
    /// <summary>The smallest share of the image's area that a random crop keeps. Default 0.4.</summary>
    public double MinArea { get; set; } = 0.4;

    /// <summary>The largest share of the image's area that a random crop keeps. Default 1.</summary>
    public double MaxArea { get; set; } = 1;

    /// <summary>The smallest width:height of a random crop; the largest is its inverse. Default 3/4.</summary>
    public double MinAspect { get; set; } = 0.75;

    /// <summary>The strength of the colour jitter. Default 0.4; 0 turns it off.</summary>
    public double ColorJitter { get; set; } = 0.4;

    /// <summary>The share of images whose colours are jittered. Default 0.8.</summary>
    public double JitterProbability { get; set; } = 0.8;

    /// <summary>The share of images turned grey. Default 0.2.</summary>
    public double GreyscaleProbability { get; set; } = 0.2;
}

/// <summary>A data set that the recipe makes by itself before its first step, where it is not there yet.</summary>
/// <typeparam name="TMaker">The type that makes it; it implements <c>OpenVision.Data.IDatasetMaker</c>.</typeparam>
/// <param name="folder">The folder it is made in.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PrepareAttribute<TMaker>(string folder) : Attribute
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The number of training samples to make. Default 0: the maker's own number.</summary>
    public int Samples { get; set; }
}

/// <summary>One evaluation during and after training.</summary>
/// <param name="benchmark">What is measured.</param>
/// <param name="shards">The held-out shards.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class EvalAttribute(Benchmark benchmark, string shards) : Attribute
{
    /// <summary>What is measured.</summary>
    public Benchmark Benchmark { get; } = benchmark;

    /// <summary>The held-out shards.</summary>
    public string Shards { get; } = shards;

    /// <summary>The number of training samples between two runs. Default 0: only at the end of each stage.</summary>
    public long EverySamples { get; set; }

    /// <summary>The most samples read. Default 0: all.</summary>
    public int Limit { get; set; }

    /// <summary>Zero-shot: a file with one class name a line.</summary>
    public string Classes { get; set; } = "";

    /// <summary>Zero-shot: a file with one prompt template a line, <c>{}</c> standing for the class. Default: the class name alone.</summary>
    public string Templates { get; set; } = "";

    /// <summary>Zero-shot: the extension of the member that holds the class's number. Default <c>cls</c>.</summary>
    public string Label { get; set; } = "cls";

    /// <summary>Retrieval and captions: the extension of the member that holds the text. Default <c>llava_caption</c>.</summary>
    public string Caption { get; set; } = "llava_caption";

    /// <summary>
    /// Captions: the extension of the JSON member whose <c>phrases</c> list what a caption should name, such as
    /// <c>["red circle"]</c>; empty compares whole captions only. Default <c>json</c>.
    /// </summary>
    public string Truth { get; set; } = "json";
}
