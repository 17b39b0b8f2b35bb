using System.Globalization;

namespace OpenVision.Training;

/// <summary>
/// Learning rates that fall from the head of a tower to its embeddings, for fine-tuning: what is early in it is more general and
/// changes less. Of a tower of depth d, embeddings get factor^(d + 1), block i factor^(d - i) and heads 1 (as in BEiT,
/// arXiv 2106.08254, and MAE, arXiv 2111.06377).
/// </summary>
internal static class LayerDecay
{
    private static readonly string[] Towers = ["visual.", "decoder."];
    private static readonly string[] Blocks = ["resblocks", "blocks"];

    /// <summary>What each parameter's learning rate is multiplied with.</summary>
    /// <param name="names">The parameters of a model, those of a tower in the order in which data flow through it.</param>
    /// <param name="factor">The factor of a layer.</param>
    public static IReadOnlyList<double> Factors(IReadOnlyList<string> names, double factor)
    {
        double[] factors = new double[names.Count];
        foreach (IGrouping<string, int> tower in Enumerable.Range(0, names.Count).GroupBy(i => Tower(names[i])))
        {
            int[] places = [.. tower];
            string?[] blocks = [.. places.Select(place => Block(names[place]))];
            int depth = blocks.Where(static block => block is not null).Distinct(StringComparer.Ordinal).Count();
            int lastInBlock = Array.FindLastIndex(blocks, static block => block is not null);
            HashSet<string> begun = new(StringComparer.Ordinal);
            for (int i = 0; i < places.Length; i++)
            {
                // What stands between two blocks, as a ConvNeXt's downsampling, leads into the second.
                bool between = blocks[i] is null && begun.Count > 0 && i < lastInBlock;
                if (blocks[i] is { } block)
                {
                    begun.Add(block);
                }

                int layer = i > lastInBlock ? depth + 1 : begun.Count + (between ? 1 : 0);
                factors[places[i]] = Math.Pow(factor, depth + 1 - layer);
            }
        }

        return factors;
    }

    private static string Tower(string name) =>
        name.StartsWith("logit_", StringComparison.Ordinal) ? "logit_" : Towers.FirstOrDefault(tower => name.StartsWith(tower, StringComparison.Ordinal)) ?? "";

    // The name up to and with a block's number; none outside of blocks.
    private static string? Block(string name)
    {
        string[] parts = name.Split('.');
        int at = Array.FindLastIndex(parts, static part => Blocks.Contains(part));
        return at >= 0 && at + 1 < parts.Length && int.TryParse(parts[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? string.Join('.', parts[..(at + 2)])
            : null;
    }
}
