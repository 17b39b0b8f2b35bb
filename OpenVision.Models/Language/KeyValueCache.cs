using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>
/// The keys and values of the tokens so far, in memory that is allocated ahead: a token's are written behind those before, which are
/// read where they lie. It remembers which tokens are padding.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly LanguageSpec spec;
    private readonly ScalarType type;
    private readonly Device device;
    private readonly Tensor[] keys;
    private readonly Tensor[] values;
    private readonly long[] realCounts;
    private byte[] real;

    /// <summary>Allocates.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="batch">The number of rows.</param>
    /// <param name="capacity">The number of tokens of a row that room is made for at once.</param>
    /// <param name="type">The number format of keys and values.</param>
    /// <param name="device">Where they live.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch or the capacity is not positive, or the capacity exceeds the context.</exception>
    internal KeyValueCache(LanguageSpec spec, int batch, int capacity, ScalarType type, Device device)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, spec.Positions);
        (this.spec, this.type, this.device, Batch, Capacity) = (spec, type, device, batch, capacity);
        keys = [.. Enumerable.Range(0, spec.Depth).Select(_ => Room(capacity))];
        values = [.. Enumerable.Range(0, spec.Depth).Select(_ => Room(capacity))];
        realCounts = new long[batch];
        real = new byte[batch * capacity];
    }

    /// <summary>The number of rows.</summary>
    public int Batch { get; }

    /// <summary>The number of tokens of a row, padding included.</summary>
    public int Length { get; private set; }

    /// <summary>The number of tokens of a row that there is room for; it doubles where it does not suffice, up to the context.</summary>
    public int Capacity { get; private set; }

    /// <summary>The number of real tokens by row.</summary>
    internal ReadOnlySpan<long> RealCounts => realCounts;

    /// <summary>1 for real tokens, [B, capacity]; those of the current pass are in it, too.</summary>
    internal ReadOnlySpan<byte> Real => real;

    /// <summary>Whether any token is padding.</summary>
    internal bool HasPadding { get; private set; }

    /// <summary>Memory that passes over few tokens write into.</summary>
    internal DecodeScratch Scratch { get; } = new();

    /// <summary>Forgets all tokens; the memory is kept.</summary>
    public void Clear()
    {
        (Length, HasPadding) = (0, false);
        Array.Clear(realCounts);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(keys, static tensor => tensor.Dispose());
        Array.ForEach(values, static tensor => tensor.Dispose());
        Scratch.Dispose();
    }

    /// <summary>The keys of a block, [B, K, capacity, D].</summary>
    internal Tensor Keys(int block) => keys[block];

    /// <summary>The values of a block, [B, K, capacity, D].</summary>
    internal Tensor Values(int block) => values[block];

    /// <summary>Makes room for a pass and notes which of its tokens are real.</summary>
    /// <param name="tokens">The pass's tokens.</param>
    /// <exception cref="ArgumentException">They have another number of rows.</exception>
    /// <exception cref="OpenVisionException">The tokens pass the context.</exception>
    internal void Begin(RealTokens tokens)
    {
        if (tokens.Batch != Batch)
        {
            throw new ArgumentException($"The cache was made for {Batch} rows; these tokens have {tokens.Batch}.", nameof(tokens));
        }

        int end = Length + tokens.Length;
        if (end > spec.Positions)
        {
            throw new OpenVisionException($"{spec.Name} has a context of {spec.Positions:N0} tokens; {Length:N0} are in the cache and {tokens.Length:N0} more do not fit. Shorten the input or generate fewer tokens.");
        }

        Grow(end);
        for (int row = 0; row < Batch; row++)
        {
            tokens.Row(row).CopyTo(real.AsSpan((row * Capacity) + Length));
        }
    }

    /// <summary>Writes a block's keys and values of the pass.</summary>
    /// <param name="block">The block.</param>
    /// <param name="key">[B, K, T, D].</param>
    /// <param name="value">[B, K, T, D].</param>
    /// <returns>Those of all tokens, [B, K, S, D]: views, in the caller's dispose scope.</returns>
    internal (Tensor Keys, Tensor Values) Append(int block, Tensor key, Tensor value)
    {
        long length = key.shape[2];
        using Tensor keyPlace = keys[block].narrow(2, Length, length), valuePlace = values[block].narrow(2, Length, length);
        keyPlace.copy_(key);
        valuePlace.copy_(value);
        return (keys[block].narrow(2, 0, Length + length), values[block].narrow(2, 0, Length + length));
    }

    /// <summary>Ends a pass: all blocks have written.</summary>
    /// <param name="tokens">The pass's tokens.</param>
    internal void End(RealTokens tokens)
    {
        Length += tokens.Length;
        for (int row = 0; row < Batch; row++)
        {
            int count = tokens.Row(row).Count((byte)1);
            realCounts[row] += count;
            HasPadding |= count < tokens.Length;
        }
    }

    private void Grow(int length)
    {
        if (length <= Capacity)
        {
            return;
        }

        int capacity = Math.Min(spec.Positions, Math.Max(length, 2 * Capacity));
        foreach (Tensor[] all in (Tensor[][])[keys, values])
        {
            for (int block = 0; block < all.Length; block++)
            {
                Tensor larger = Room(capacity);
                using Tensor from = all[block].narrow(2, 0, Length), to = larger.narrow(2, 0, Length);
                to.copy_(from);
                all[block].Dispose();
                all[block] = larger;
            }
        }

        byte[] flags = new byte[Batch * capacity];
        for (int row = 0; row < Batch; row++)
        {
            real.AsSpan(row * Capacity, Length).CopyTo(flags.AsSpan(row * capacity));
        }

        (real, Capacity) = (flags, capacity);
    }

    private Tensor Room(int capacity)
    {
        using IDisposable noGrad = no_grad();
        return empty([Batch, spec.KeyValueHeads, capacity, spec.HeadDim], type, device).DetachFromDisposeScope();
    }
}
