namespace OpenVision.Generators.Diagnostics;

/// <summary>Where on a declaration something is wrong.</summary>
internal enum Part
{
    /// <summary>The class's name.</summary>
    Name,

    /// <summary>The attribute that declares the model or the recipe.</summary>
    Declaring,

    /// <summary>A <c>[Stage]</c>.</summary>
    Stage,

    /// <summary>A <c>[Data]</c>.</summary>
    Data,

    /// <summary>The <c>[Augment]</c>.</summary>
    Augment,

    /// <summary>The <c>[Images]</c>.</summary>
    Images,

    /// <summary>The <c>[Texts]</c>.</summary>
    Texts,

    /// <summary>The <c>[Prepare]</c>.</summary>
    Prepare,

    /// <summary>An <c>[Eval]</c>.</summary>
    Eval,

    /// <summary>The <c>[From]</c>.</summary>
    From,

    /// <summary>A <c>[Published]</c>.</summary>
    Published,

    /// <summary>The <c>[Budget]</c>.</summary>
    Budget,

    /// <summary>The <c>[Video]</c>.</summary>
    Video,

    /// <summary>An <c>[MllmStage]</c>.</summary>
    MllmStage,

    /// <summary>A <c>[Conversations]</c>, on the class or on one that it takes over from.</summary>
    Conversations,

    /// <summary>A <c>[Lora]</c>, on the class or on one that it takes over from.</summary>
    Lora,
}

/// <summary>A place on a declaration: an argument of one of its attributes.</summary>
/// <param name="Part">Which kind of attribute.</param>
/// <param name="Index">Which of the attributes of that kind, from 0, in the order they take effect.</param>
/// <param name="Arguments">
/// The argument's name, be it a property's, a parameter's or a type parameter's. Of several the first that is written
/// counts; where none is, the whole attribute is meant.
/// </param>
internal sealed record Place(Part Part, int Index, params string[] Arguments)
{
    /// <summary>The class's name.</summary>
    public static Place Name { get; } = new(Part.Name, 0);

    /// <summary>An argument of the attribute that declares the model or the recipe.</summary>
    public static Place Declaring(params string[] arguments) => new(Part.Declaring, 0, arguments);
}
