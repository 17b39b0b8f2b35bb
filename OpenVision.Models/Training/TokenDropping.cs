using OpenVision.Numerics;

namespace OpenVision.Training;

/// <summary>
/// Which patches of its images a stage's steps see: a function of the run's seed and a sample's number in the run, so that a resumed
/// run, and the second pass over a batch, see the same.
/// </summary>
/// <param name="side">The number of patches along a side.</param>
/// <param name="kept">The number of patches of an image that are seen.</param>
/// <param name="mask">How those that are left out lie.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class TokenDropping(int side, int kept, TokenMask mask, int seed)
{
    private readonly ulong stream = Hash.Of("tokens", seed);

    /// <summary>The number of patches of an image that are seen.</summary>
    public int Kept => kept;

    /// <summary>What a stage leaves out; none where it leaves out nothing.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static TokenDropping? Of(RecipeSpec recipe, StageSpec stage) => stage.MaskRatio > 0
        ? new(stage.Resolution / recipe.Vision.Patch, Tokens.Kept(recipe.Vision, stage.Resolution, stage.MaskRatio), stage.Mask, recipe.Seed)
        : null;

    /// <summary>The patches of a batch, counted by rows from 0.</summary>
    /// <param name="firstSample">The number in the run of its first sample.</param>
    /// <param name="count">B, the number of its samples.</param>
    /// <returns>[B, K], each row rising.</returns>
    public long[] Of(long firstSample, int count)
    {
        long[] patches = new long[checked(count * kept)];
        for (int sample = 0; sample < count; sample++)
        {
            Draw draw = new(Hash.Of(stream, (ulong)(firstSample + sample)));
            Span<long> row = patches.AsSpan(sample * kept, kept);
            if (mask == TokenMask.Block)
            {
                OutsideBlock(draw, row);
            }
            else
            {
                AnyOf(draw, row);
            }
        }

        return patches;
    }

    // The first cards of a shuffled deck.
    private void AnyOf(Draw draw, Span<long> row)
    {
        int all = side * side;
        int[] deck = new int[all];
        for (int i = 0; i < all; i++)
        {
            deck[i] = i;
        }

        for (int i = 0; i < row.Length; i++)
        {
            int other = i + draw.Below(all - i);
            (deck[i], deck[other]) = (deck[other], deck[i]);
            row[i] = deck[i];
        }

        row.Sort();
    }

    // The block's last row is shorter where its number of patches asks for it.
    private void OutsideBlock(Draw draw, Span<long> row)
    {
        int all = side * side, dropped = all - row.Length;
        int width = (int)Math.Ceiling(Math.Sqrt(dropped)), height = width == 0 ? 0 : (dropped + width - 1) / width;
        int top = draw.Below(side - height + 1), left = draw.Below(side - width + 1), at = 0;
        for (int patch = 0; patch < all; patch++)
        {
            int down = (patch / side) - top, across = (patch % side) - left;
            bool inside = down >= 0 && across >= 0 && across < width && (down * width) + across < dropped;
            if (!inside)
            {
                row[at++] = patch;
            }
        }
    }
}
