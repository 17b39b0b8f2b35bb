namespace OpenVision;

/// <summary>A recipe's own way from decoded images to what its image encoder trains on, in place of <see cref="AugmentAttribute"/>.</summary>
/// <typeparam name="TPipeline">The type that makes it; it implements <c>OpenVision.Data.Pipeline.IImagePipeline</c>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ImagesAttribute<TPipeline> : Attribute;

/// <summary>A recipe's own way from captions to the texts it trains on, in place of <see cref="DataAttribute.Pick"/>.</summary>
/// <typeparam name="TPipeline">The type that makes it; it implements <c>OpenVision.Data.Pipeline.ITextPipeline</c>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TextsAttribute<TPipeline> : Attribute;
