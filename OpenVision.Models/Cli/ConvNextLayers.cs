namespace OpenVision.Cli;

/// <summary>The layers of a ConvNeXt's trunk.</summary>
internal static class ConvNextLayers
{
    /// <summary>The layers, a stage's blocks together.</summary>
    /// <param name="spec">The encoder.</param>
    public static IEnumerable<Layer> Of(VisionSpec spec)
    {
        long side = spec.Resolution / 4, width = spec.StageWidths[0];
        yield return Convolution("visual.trunk.stem.0", side, 3 * 4 * 4, width);
        yield return new("visual.trunk.stem.1", [side, side, width], 1, 2 * width, 0);
        for (int stage = 0; stage < spec.StageWidths.Count; stage++)
        {
            string prefix = $"visual.trunk.stages.{stage}";
            if (stage > 0)
            {
                yield return new($"{prefix}.downsample.0", [side, side, width], 1, 2 * width, 0);
                side /= 2;
                yield return Convolution($"{prefix}.downsample.1", side, width * 2 * 2, spec.StageWidths[stage]);
                width = spec.StageWidths[stage];
            }

            foreach (Layer layer in Blocks($"{prefix}.blocks.N", spec.StageDepths[stage], side, width))
            {
                yield return layer;
            }
        }

        yield return new("visual.trunk.head.norm", [width], 1, 2 * width, 0);
    }

    private static IEnumerable<Layer> Blocks(string prefix, int depth, long side, long width)
    {
        long places = side * side;
        return
        [
            new($"{prefix}.conv_dw", [side, side, width], depth, (7 * 7 * width) + width, 2 * places * 7 * 7 * width),
            new($"{prefix}.norm", [side, side, width], depth, 2 * width, 0),
            new($"{prefix}.mlp.fc1", [side, side, 4 * width], depth, (4 * width * width) + (4 * width), 2 * places * width * 4 * width),
            new($"{prefix}.mlp.fc2", [side, side, width], depth, (4 * width * width) + width, 2 * places * width * 4 * width),
            new($"{prefix}.gamma", [side, side, width], depth, width, 0),
        ];
    }

    private static Layer Convolution(string name, long side, long inputs, long outputs) =>
        new(name, [side, side, outputs], 1, (inputs * outputs) + outputs, 2 * side * side * inputs * outputs);
}
