using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenVision;

/// <summary>The sizes that a timm model's name stands for, where open_clip publishes weights with it.</summary>
internal sealed class TimmModel
{
    private static readonly Regex SigLip = new("^vit_(?<size>base|large|so400m)_patch(?<patch>[0-9]{1,2})_siglip_[0-9]{3}$", RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, Variant> Sizes = new()
    {
        ["base"] = Variant.B,
        ["large"] = Variant.L,
        ["so400m"] = Variant.So400m,
        ["convnext_base"] = Variant.ConvNextBase,
        ["convnext_large"] = Variant.ConvNextLarge,
        ["convnext_xxlarge"] = Variant.ConvNextXXLarge,
    };

    private TimmModel(Variant variant, int patch)
    {
        Size = TowerSizes.Vision(variant);
        Patch = patch;
        Depths = TowerSizes.StageDepths(variant);
        Widths = TowerSizes.StageWidths(variant);
    }

    /// <summary>The size of a vision transformer.</summary>
    public TowerSize Size { get; }

    /// <summary>The side of a vision transformer's patch.</summary>
    public int Patch { get; }

    /// <summary>The depths of a ConvNeXt's stages.</summary>
    public IReadOnlyList<int> Depths { get; }

    /// <summary>The widths of a ConvNeXt's stages.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Whether it is a ConvNeXt.</summary>
    public bool IsConvNext => Widths.Count > 0;

    /// <summary>The model of a name; none where it is not known.</summary>
    /// <param name="name">timm's name.</param>
    public static TimmModel? Of(string name)
    {
        Match match = SigLip.Match(name);
        return match.Success ? new(Sizes[match.Groups["size"].Value], int.Parse(match.Groups["patch"].Value, CultureInfo.InvariantCulture))
            : name.StartsWith("convnext_", StringComparison.Ordinal) && Sizes.TryGetValue(name, out Variant variant) ? new(variant, 32)
            : null;
    }
}
