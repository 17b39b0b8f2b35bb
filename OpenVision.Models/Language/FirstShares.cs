namespace OpenVision.Language;

/// <summary>
/// How small a language model's blocks begin: what they add to a token's vector must not drown the token, or no head finds the tokens that it could look up. Measured in
/// docs/decisions/0014-blocks-of-a-language-model-begin-small.md.
/// </summary>
internal static class FirstShares
{
    /// <summary>The share of LeCun's deviation that an MLP's map back begins with.</summary>
    public const double Mlp = 0.1;

    /// <summary>The share of LeCun's deviation that attention's map back begins with: 1 / √(2 · depth), as GPT-2 has it (Radford et al. 2019, section 2.3).</summary>
    /// <param name="depth">The number of blocks.</param>
    public static double Attention(int depth) => 1 / Math.Sqrt(2.0 * depth);
}
