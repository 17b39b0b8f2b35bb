namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on a multimodal model: what its connector reads, and how pictures and videos become tokens.</summary>
internal static class MultimodalRules
{
    private const int MostConnectorLayers = 8;

    /// <summary>Checks a model whose parts break no rule.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="written">Whether an argument is written: a default that has no effect is nobody's mistake.</param>
    public static IEnumerable<Finding> Check(MultimodalSpec spec, Func<Place, bool> written) =>
    [
        .. Connector(spec),
        .. Features(spec),
        .. Pictures(spec),
        .. spec.Video is { } video ? Video(video, spec) : [],
        .. Idle(spec).Where(setting => written(setting.Place)).Select(static setting =>
            new Finding(Descriptors.OptionDoesNotApply, setting.Place, setting.Place.Arguments[0], setting.On) { Edits = [Edit.Remove(setting.Place.Arguments[0])] }),
    ];

    private static IEnumerable<Finding> Connector(MultimodalSpec spec)
    {
        if (spec.ConnectorLayers is < 1 or > MostConnectorLayers)
        {
            yield return Number(nameof(spec.ConnectorLayers), spec.ConnectorLayers, $"from 1 to {MostConnectorLayers}");
        }
    }

    private static IEnumerable<Finding> Features(MultimodalSpec spec)
    {
        Place layer = Place.Declaring(nameof(spec.FeatureLayer), "TVision");
        VisionSpec vision = spec.Vision;
        if (vision.Trunk == Trunk.ConvNext)
        {
            if (spec.FeatureLayer != -1)
            {
                yield return new(Descriptors.NoTokensBeforeTheLast, layer, vision.Name, spec.FeatureLayer) { Edits = [Edit.Set(nameof(spec.FeatureLayer), -1)] };
            }
        }
        else if (spec.FeatureLayer > -1 || spec.FeatureLayer < -vision.Depth)
        {
            yield return new(Descriptors.FeatureLayerOutside, layer, spec.FeatureLayer, vision.Depth, vision.Name)
            {
                Edits = [Edit.Set(nameof(spec.FeatureLayer), Math.Max(-vision.Depth, -2))],
            };
        }

        Place token = Place.Declaring(nameof(spec.KeepClassToken));
        if (spec.KeepClassToken && !vision.ClassToken)
        {
            yield return new(Descriptors.ClassTokenNotKept, token, $"{vision.Name} has none") { Edits = [Edit.Remove(nameof(spec.KeepClassToken))] };
        }
        else if (spec.KeepClassToken && (spec.Images.Merge != TileMerge.Flat || spec.Video is not null))
        {
            string grid = spec.Images.Merge != TileMerge.Flat ? $"TileMerge.{spec.Images.Merge} joins patches to a grid" : "a video's frames are pooled as grids";
            yield return new(Descriptors.ClassTokenNotKept, token, $"{grid}, in which it has no place")
            {
                Edits = [Edit.Remove(nameof(spec.KeepClassToken))],
            };
        }
    }

    private static IEnumerable<Finding> Pictures(MultimodalSpec spec)
    {
        ImagePolicySpec images = spec.Images;
        return
        [
            .. SizeRules.Option(Place.Declaring(nameof(images.Aspect)), images.Aspect),
            .. SizeRules.Option(Place.Declaring(nameof(images.Merge)), images.Merge),
            .. SizeRules.Option(Place.Declaring(nameof(images.Rule)), images.Rule),
            .. images.MaxTiles < 0 ? [Number(nameof(images.MaxTiles), images.MaxTiles, "at least 0")] : Array.Empty<Finding>(),
            .. Grids(images, Place.Declaring(nameof(images.Grids), nameof(images.Aspect))),
        ];
    }

    /// <summary>Checks that there is a grid where a picture is laid on one.</summary>
    /// <param name="images">How pictures become tiles.</param>
    /// <param name="place">The argument.</param>
    public static IEnumerable<Finding> Grids(ImagePolicySpec images, Place place)
    {
        if (images.Aspect == ImageAspect.AnyRes && images.Grids.Count == 0)
        {
            yield return new(Descriptors.AnyResWithoutGrids, place, nameof(images.Grids))
            {
                // LLaVA-NeXT's five (multimodal.md, section 2.2).
                Edits = [Edit.Set(nameof(images.Grids), "[\"1x2\", \"2x1\", \"2x2\", \"3x1\", \"1x3\"]"), Edit.Remove(nameof(images.Aspect))],
            };
        }
    }

    private static IEnumerable<Finding> Video(VideoPolicySpec video, MultimodalSpec spec) =>
    [
        .. Video(nameof(video.Frames), video.Frames, video.Frames is >= 1 and <= SizeRules.Largest, $"from 1 to {SizeRules.Largest}"),
        .. Video(nameof(video.FramesPerSecond), video.FramesPerSecond, video.FramesPerSecond > 0 && !double.IsInfinity(video.FramesPerSecond), "more than 0"),
        .. Video(nameof(video.Stride), video.Stride, video.Stride >= 1 && video.Stride <= spec.Grid, $"from 1 to {spec.Grid}, the side of a frame in tokens"),
        .. SizeRules.Option(new(Part.Video, 0, nameof(video.Pooling)), video.Pooling),
        .. SizeRules.Option(new(Part.Video, 0, nameof(video.Newline)), video.Newline),
    ];

    private static IEnumerable<(Place Place, string On)> Idle(MultimodalSpec spec)
    {
        ImagePolicySpec images = spec.Images;
        if (images.Aspect != ImageAspect.AnyRes)
        {
            string tile = $"ImageAspect.{images.Aspect}, which makes one tile";
            yield return (Place.Declaring(nameof(images.Grids)), tile);
            yield return (Place.Declaring(nameof(images.Thumbnail)), tile);
            yield return (Place.Declaring(nameof(images.Rule)), tile);
        }

        if (images.Merge != TileMerge.SpatialUnpad)
        {
            yield return (Place.Declaring(nameof(images.MaxTiles)), $"TileMerge.{images.Merge}, which scales nothing down");
        }
        else if (images.Aspect != ImageAspect.AnyRes)
        {
            yield return (Place.Declaring(nameof(images.MaxTiles)), $"ImageAspect.{images.Aspect}, which makes one tile");
        }

        if (spec.Video is { } video && !spec.HasNewline)
        {
            yield return (new(Part.Video, 0, nameof(video.Newline)), $"TileMerge.{images.Merge}, which has no newline");
        }

        if (spec.Video is { Stride: 1 } whole)
        {
            yield return (new(Part.Video, 0, nameof(whole.Pooling)), "Stride 1, which keeps every token");
        }
    }

    private static IEnumerable<Finding> Video(string name, double value, bool possible, string range) =>
        possible ? [] : [new(Descriptors.SizeOutOfRange, new(Part.Video, 0, name), name, SizeRules.Value(value), range)];

    private static Finding Number(string name, int value, string range) => new(Descriptors.SizeOutOfRange, Place.Declaring(name), name, $"{value}", range);
}
