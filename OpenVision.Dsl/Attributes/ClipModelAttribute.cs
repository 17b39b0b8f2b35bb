namespace OpenVision;

/// <summary>The settings of a model that is loaded and run, whatever its parts.</summary>
public abstract class ClipModelAttribute : Attribute
{
    private protected ClipModelAttribute()
    {
    }

    /// <summary>The contrastive loss that it was trained with: a sigmoid loss brings a bias. Default: CLIP's softmax.</summary>
    public ContrastiveLossKind Contrastive { get; set; }

    /// <summary>
    /// The published checkpoint that it is declared for, checked by the compiler: an <c>open_clip_config.json</c>, or a
    /// safetensors header as JSON (<c>convert --header</c>), among the project's additional files. Default: none.
    /// </summary>
    public string Config { get; set; } = "";
}

/// <summary>Declares an image and a text encoder that belong together, to load published weights into: the partial class becomes both.</summary>
/// <typeparam name="TVision">The class with <see cref="VisionModelAttribute"/>.</typeparam>
/// <typeparam name="TText">The class with <see cref="TextModelAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ClipModelAttribute<TVision, TText> : ClipModelAttribute
    where TVision : class
    where TText : class;

/// <summary>Declares an image encoder, a text encoder and a caption decoder that belong together.</summary>
/// <typeparam name="TVision">The class with <see cref="VisionModelAttribute"/>.</typeparam>
/// <typeparam name="TText">The class with <see cref="TextModelAttribute"/>.</typeparam>
/// <typeparam name="TDecoder">The class with <see cref="CaptionDecoderAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ClipModelAttribute<TVision, TText, TDecoder> : ClipModelAttribute
    where TVision : class
    where TText : class
    where TDecoder : class;
