namespace OpenVision.Data.Pipeline;

/// <summary>An image as a shard holds it: the bytes of a JPEG, PNG or WebP file.</summary>
/// <param name="Bytes">The file's bytes.</param>
public readonly record struct EncodedImage(ReadOnlyMemory<byte> Bytes);

/// <summary>
/// A square picture of fixed size that is not normalised yet. Whoever is given one owns it: a step may write over its values and
/// hand the same planes on.
/// </summary>
public readonly struct Planes
{
    /// <summary>Black planes.</summary>
    /// <param name="side">R, the square's side in pixels.</param>
    public Planes(int side)
        : this(side, new float[checked(3 * side * side)])
    {
    }

    internal Planes(int side, Memory<float> memory)
    {
        Side = side;
        Memory = memory;
    }

    /// <summary>R, the square's side in pixels.</summary>
    public int Side { get; }

    /// <summary>Red, green and blue from 0 to 1, [3, R, R].</summary>
    public Span<float> Values => Memory.Span;

    internal Memory<float> Memory { get; }
}

/// <summary>A picture as an image encoder reads it.</summary>
public readonly struct Pixels
{
    internal Pixels(int side, ReadOnlyMemory<float> memory, ColorTriple mean, ColorTriple std)
    {
        Side = side;
        Memory = memory;
        Mean = mean;
        Std = std;
    }

    /// <summary>R, the square's side in pixels.</summary>
    public int Side { get; }

    /// <summary>What was subtracted from colours of 0 to 1.</summary>
    public ColorTriple Mean { get; }

    /// <summary>What the difference was divided by.</summary>
    public ColorTriple Std { get; }

    /// <summary>Normalised red, green and blue, [3, R, R].</summary>
    public ReadOnlySpan<float> Values => Memory.Span;

    internal ReadOnlyMemory<float> Memory { get; }
}

/// <summary>A text as a text encoder reads it.</summary>
/// <param name="Ids">T token ids.</param>
public readonly record struct TokenIds(ReadOnlyMemory<long> Ids);
