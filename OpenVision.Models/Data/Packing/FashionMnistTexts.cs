namespace OpenVision.Data.Packing;

/// <summary>The words that Fashion-MNIST's captions are made of.</summary>
internal static class FashionMnistTexts
{
    /// <summary>The classes' names, by label.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>The prompts of zero-shot classification.</summary>
    public static IReadOnlyList<string> Prompts { get; } =
        ["a photo of the {}", "the {} in our catalogue", "a picture of one {}", "{}, product photo", "new {} in the shop"];

    /// <summary>What a shop's page would say.</summary>
    public static IReadOnlyList<string> Web { get; } =
    [
        "{}", "a photo of the {}", "{} on sale now", "new {} in the shop", "the {} in our catalogue", "buy this {} online",
        "{}, product photo", "a picture of one {}", "fashion: {}", "{} for him and her",
    ];

    /// <summary>What an attentive viewer would say; a sentence about the class follows.</summary>
    public static IReadOnlyList<string> Synthetic { get; } =
    [
        "The picture shows one {} on a black background. It looks {shade} and is {outline}.",
        "A {shade} {} fills the picture. Its outline is {outline}.",
        "This is a small grey picture of one {}. The cloth or leather is {shade}. The item is {outline}.",
        "In front of black lies one {}, {outline}. Its tone is {shade}.",
        "A shop photographed this {}. It is {outline} and appears {shade}.",
    ];

    /// <summary>Sentences about each class, by label.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Details { get; } =
    [
        ["It has short sleeves and a round neck.", "It is a light top with short sleeves."],
        ["Two long legs hang side by side.", "It covers both legs from the waist down."],
        ["It is knitted, with long sleeves and no buttons.", "It is pulled over the head and keeps the arms warm."],
        ["It falls from the shoulders to below the knees.", "It is one long piece without legs."],
        ["It opens at the front and has long sleeves.", "It is worn outdoors over other clothes."],
        ["Straps hold the open foot.", "It is an open shoe for summer."],
        ["It has a collar and buttons down the front.", "It is a top with a buttoned front."],
        ["It is a low sports shoe with laces.", "It has a flat sole for running."],
        ["It has a handle to carry it by.", "Things are carried in it."],
        ["It covers the foot and the ankle.", "Its shaft rises above the heel."],
    ];
}
