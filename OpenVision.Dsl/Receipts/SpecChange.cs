namespace OpenVision;

/// <summary>What a setting is about.</summary>
public enum SpecSection
{
    /// <summary>The parts that are trained and the tensors between them.</summary>
    Shapes,

    /// <summary>The stages: resolutions, batches, learning rates.</summary>
    Schedule,

    /// <summary>The training data, what is done to them, and the data set that a recipe makes.</summary>
    Data,

    /// <summary>The loss and the optimiser.</summary>
    Loss,

    /// <summary>The evaluations.</summary>
    Evaluation,

    /// <summary>The seed, the number format, the checkpoints.</summary>
    Other,
}

/// <summary>A setting that two texts do not agree on.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Before">The first text's token; none where it lacks the setting.</param>
/// <param name="After">The second text's token; none where it lacks the setting.</param>
public sealed record SpecChange(string Path, string? Before, string? After)
{
    // What does not change the numbers of a run: where things lie, when they are measured or kept. The number format is
    // decided when a run starts and kept with it. Data pipelines are told apart by their steps, not by the names of their classes.
    private static readonly string[] Harmless = ["precision", "evals", "prepare", "checkpointSamples", "rematerializeEvery", "images", "texts", "budget", "tokenizer", "weights"];

    private static readonly string[] Places = ["].path", "].images", "].videos", "].published"];

    /// <summary>What the setting is about.</summary>
    public SpecSection Section => Root switch
    {
        "vision" or "text" or "decoder" or "textDecoder" or "language" or "connector" or "pictures" or "video" => SpecSection.Shapes,
        "stages" when Path.Contains(".data[", StringComparison.Ordinal) => SpecSection.Data,
        "stages" => SpecSection.Schedule,
        "tokenizer" or "weights" or "data" or "augmentation" or "images" or "texts" or "prepare" => SpecSection.Data,
        "loss" or "optimizer" => SpecSection.Loss,
        "evals" => SpecSection.Evaluation,
        _ => SpecSection.Other,
    };

    /// <summary>Whether a run with the other value gives other losses, so that none can go on with it.</summary>
    public bool ChangesRun => !Harmless.Contains(Root) && !(Root == "data" && IsPlaceOfShards) && !(Root == "stages" && IsPlaceOfConversations);

    private bool IsPlaceOfShards => Path.Contains("].shards", StringComparison.Ordinal) || Path.EndsWith("].vocabulary", StringComparison.Ordinal);

    // The number that is published of them plans a run, and is not what a run counts.
    private bool IsPlaceOfConversations =>
        Path.Contains(".data[", StringComparison.Ordinal) && Places.Any(place => Path.EndsWith(place, StringComparison.Ordinal));

    private string Root => Path.Split('.', '[')[0];

    /// <summary>The change as a phrase.</summary>
    public override string ToString() => $"{Path} was {Before ?? "nothing"} and is {After ?? "nothing"}";
}
