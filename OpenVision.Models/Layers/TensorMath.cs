using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>
/// Sums and products with numbers. TorchSharp makes an object of a number, also of the factor 1 in a sum of two tensors, whose
/// native memory its finalizer frees, and does not keep it alive through the native call: a garbage collection at that moment, as
/// the loader's threads cause them, ends a run with an error. These keep it; the operators of tensors do not.
/// </summary>
public static class TensorMath
{
    // Statics are never collected.
    private static readonly Scalar one = 1;
    private static readonly Scalar zero = 0;

    /// <summary>The sum of two tensors.</summary>
    /// <param name="left">One tensor.</param>
    /// <param name="right">The other, of a shape that is broadcast to the first's, or the other way round.</param>
    /// <returns>The sum, in the caller's dispose scope.</returns>
    public static Tensor Plus(this Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.add(right, one);
    }

    /// <summary>A number added to every element.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    /// <returns>The sum, in the caller's dispose scope.</returns>
    public static Tensor Plus(this Tensor left, double right)
    {
        ArgumentNullException.ThrowIfNull(left);
        Scalar number = right;
        Tensor sum = left.add(number, one);
        GC.KeepAlive(number);
        return sum;
    }

    /// <summary>Every element times a number.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    /// <returns>The product, in the caller's dispose scope.</returns>
    public static Tensor Times(this Tensor left, double right)
    {
        ArgumentNullException.ThrowIfNull(left);
        Scalar number = right;
        Tensor product = left.mul(number);
        GC.KeepAlive(number);
        return product;
    }

    /// <summary>Where elements are not 0.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>Truth values of its shape, in the caller's dispose scope.</returns>
    internal static Tensor IsNotZero(this Tensor tensor) => tensor.ne(zero);

    /// <summary>Adds a tensor, or a multiple of it, in place.</summary>
    /// <param name="target">The tensor that is changed.</param>
    /// <param name="added">What is added.</param>
    /// <param name="factor">What it is multiplied with first. Default 1.</param>
    internal static void Add(this Tensor target, Tensor added, double factor = 1)
    {
        Scalar number = factor;
        target.add_(added, number);
        GC.KeepAlive(number);
    }

    /// <summary>Adds a number in place.</summary>
    /// <param name="target">The tensor that is changed.</param>
    /// <param name="added">The number.</param>
    internal static void Add(this Tensor target, double added)
    {
        Scalar number = added;
        target.add_(number, one);
        GC.KeepAlive(number);
    }

    /// <summary>Multiplies with a number in place.</summary>
    /// <param name="target">The tensor that is changed.</param>
    /// <param name="factor">The number.</param>
    internal static void Scale(this Tensor target, double factor)
    {
        Scalar number = factor;
        target.mul_(number);
        GC.KeepAlive(number);
    }

    /// <summary>Divides by a number in place.</summary>
    /// <param name="target">The tensor that is changed.</param>
    /// <param name="divisor">The number.</param>
    internal static void Divide(this Tensor target, double divisor)
    {
        Scalar number = divisor;
        target.div_(number);
        GC.KeepAlive(number);
    }

    /// <summary>Adds a multiple of the product of two tensors in place.</summary>
    /// <param name="target">The tensor that is changed.</param>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other.</param>
    /// <param name="factor">The number.</param>
    internal static void AddProduct(this Tensor target, Tensor left, Tensor right, double factor)
    {
        Scalar number = factor;
        target.addcmul_(left, right, number);
        GC.KeepAlive(number);
    }

    /// <summary>Adds a multiple of the quotient of two tensors in place.</summary>
    /// <param name="target">The tensor that is changed.</param>
    /// <param name="dividend">The dividend.</param>
    /// <param name="divisor">The divisor.</param>
    /// <param name="factor">The number.</param>
    internal static void AddQuotient(this Tensor target, Tensor dividend, Tensor divisor, double factor)
    {
        Scalar number = factor;
        target.addcdiv_(dividend, divisor, number);
        GC.KeepAlive(number);
    }

    /// <summary>Sets every element in place.</summary>
    /// <param name="target">The tensor that is changed.</param>
    /// <param name="value">The value.</param>
    internal static void Set(this Tensor target, double value)
    {
        Scalar number = value;
        target.fill_(number);
        GC.KeepAlive(number);
    }

    /// <summary>Sets the elements at some places.</summary>
    /// <param name="target">The tensor that is changed.</param>
    /// <param name="places">Truth values of its shape.</param>
    /// <param name="value">The value.</param>
    internal static void Set(this Tensor target, Tensor places, double value)
    {
        Scalar number = value;
        target.masked_fill_(places, number);
        GC.KeepAlive(number);
    }
}
