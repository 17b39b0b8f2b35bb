namespace OpenVision.Conversations;

/// <summary>Who speaks a turn.</summary>
public enum Speaker
{
    /// <summary>The system text, before the first turn.</summary>
    System,

    /// <summary>The human.</summary>
    Human,

    /// <summary>The model.</summary>
    Assistant,
}

/// <summary>A turn of a conversation.</summary>
/// <param name="Speaker">Who speaks.</param>
/// <param name="Text">What is said; <c>&lt;image&gt;</c> in it is a picture's place where the conversation has pictures, and plain text where it has none.</param>
public sealed record Turn(Speaker Speaker, string Text);

/// <summary>A conversation about pictures, about a video, or about neither.</summary>
public sealed record Conversation
{
    /// <summary>What a picture's place is written as.</summary>
    public const string Placeholder = "<image>";

    /// <summary>Its name in messages. Default: empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>The turns: perhaps the system's, then the human's and the model's in turn. A last turn of the human's waits for an answer.</summary>
    public required EquatableArray<Turn> Turns { get; init; }

    /// <summary>The pictures' paths, in the order of their places.</summary>
    public EquatableArray<string> Images { get; init; }

    /// <summary>The video's path, which has one place; null for none.</summary>
    public string? Video { get; init; }

    /// <summary>What is asked for, where the data set says it (<c>type</c>); empty where not.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The number of places that the turns must have.</summary>
    public int Pictures => Video is null ? Images.Count : 1;

    /// <summary>The number of words over all turns, split at white space: what samples are grouped by.</summary>
    public int Words => Turns.Sum(turn => turn.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
}
