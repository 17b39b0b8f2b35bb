using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>Which tokens of a batch are real, read from a mask.</summary>
/// <param name="Flags">1 for real, row by row, B × T.</param>
/// <param name="Batch">B.</param>
/// <param name="Length">T.</param>
internal sealed record RealTokens(byte[] Flags, int Batch, int Length)
{
    /// <summary>Reads a mask.</summary>
    /// <param name="mask">1 for real tokens, 0 for padding, [B, T]; none where all are real.</param>
    /// <param name="embeddings">The tokens' vectors, [B, T, width].</param>
    /// <exception cref="ArgumentException">The mask has another shape.</exception>
    public static RealTokens Of(Tensor? mask, Tensor embeddings)
    {
        (int batch, int length) = ((int)embeddings.shape[0], (int)embeddings.shape[1]);
        byte[] flags = new byte[batch * length];
        if (mask is null)
        {
            Array.Fill(flags, (byte)1);
            return new(flags, batch, length);
        }

        if (mask.dim() != 2 || mask.shape[0] != batch || mask.shape[1] != length)
        {
            throw new ArgumentException($"The mask has shape [{string.Join(", ", mask.shape)}]; the tokens have [{batch}, {length}].", nameof(mask));
        }

        using DisposeScope scope = NewDisposeScope();
        mask.to_type(ScalarType.Bool).to_type(ScalarType.Byte).cpu().contiguous().bytes.CopyTo(flags);
        return new(flags, batch, length);
    }

    /// <summary>Whether no real token comes after padding: then a token that sees all before it sees real ones only.</summary>
    public bool IsPaddedOnTheRight => Enumerable.Range(0, Batch).All(row => Row(row).IndexOf((byte)0) is var end && (end < 0 || Row(row)[end..].IndexOf((byte)1) < 0));

    /// <summary>The flags of a row.</summary>
    public ReadOnlySpan<byte> Row(int row) => Flags.AsSpan(row * Length, Length);

    /// <summary>Positions counted over real tokens; those of padding are the ones of the real token before, at least the first.</summary>
    /// <param name="before">The number of real tokens before these, by row.</param>
    public long[] Positions(ReadOnlySpan<long> before)
    {
        long[] positions = new long[Flags.Length];
        for (int row = 0; row < Batch; row++)
        {
            long next = before[row];
            for (int i = 0; i < Length; i++)
            {
                next += Flags[(row * Length) + i];
                positions[(row * Length) + i] = Math.Max(0, next - 1);
            }
        }

        return positions;
    }
}
