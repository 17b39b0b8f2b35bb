namespace OpenVision;

/// <summary>What a part of a training step holds, in bytes.</summary>
/// <param name="Kept">What autograd keeps of its forward pass until its own backward pass is through.</param>
/// <param name="Working">The most that its backward pass holds above what is kept at its beginning.</param>
public readonly record struct PartMemory(double Kept, double Working)
{
    /// <summary>Two parts that are kept together and run backward one after the other.</summary>
    /// <param name="left">One part.</param>
    /// <param name="right">The other.</param>
    public static PartMemory operator +(PartMemory left, PartMemory right) =>
        new(left.Kept + right.Kept, Math.Max(left.Working, right.Working));
}
