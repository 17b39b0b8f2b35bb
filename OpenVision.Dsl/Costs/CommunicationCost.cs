namespace OpenVision;

/// <summary>What a device sends in one step, in bytes; it receives as much.</summary>
/// <param name="Gradients">The all-reduce of gradients.</param>
/// <param name="Features">The gathering of embeddings for the contrastive loss, and the way back of their gradients.</param>
public readonly record struct CommunicationCost(long Gradients, long Features)
{
    private const int Single = 4;

    /// <summary>All of it.</summary>
    public long Total => Gradients + Features;

    /// <summary>
    /// The communication of data-parallel training in rings, float32: of N devices, each sends 2 (N - 1) / N of the gradients (Patarasuk
    /// and Yuan, Bandwidth optimal all-reduce, 2009), and (N - 1) / N of all embeddings, an image's and its captions', and
    /// as much of their gradients.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="batch">The number of pairs of a step on all devices.</param>
    /// <param name="devices">N, the number of devices.</param>
    public static CommunicationCost Of(RecipeSpec recipe, long batch, int devices)
    {
        double share = 2.0 * (devices - 1) / devices;
        return new(
            (long)(share * ParameterCount.Trained(recipe).Total * Single),
            (long)(share * (1 + recipe.Captions) * batch * recipe.Vision.EmbedDim * Single));
    }
}
