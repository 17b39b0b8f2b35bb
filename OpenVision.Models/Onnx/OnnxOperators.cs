using System.Globalization;

namespace OpenVision.Onnx;

/// <summary>The operators that need more than their name and inputs, as functions of values; the first argument names the result.</summary>
internal static class OnnxOperators
{
    /// <summary>Sums, with broadcasting.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="left">One summand.</param>
    /// <param name="right">The other.</param>
    public static OnnxValue Add(string name, OnnxValue left, OnnxValue right) => OnnxValue.Result(name, "Add", [left, right]);

    /// <summary>Multiplies elements, with broadcasting.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other.</param>
    public static OnnxValue Multiply(string name, OnnxValue left, OnnxValue right) => OnnxValue.Result(name, "Mul", [left, right]);

    /// <summary>Multiplies matrices, the last two dimensions.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="left">[..., m, k].</param>
    /// <param name="right">[..., k, n].</param>
    /// <returns>[..., m, n].</returns>
    public static OnnxValue MatMul(string name, OnnxValue left, OnnxValue right) => OnnxValue.Result(name, "MatMul", [left, right]);

    /// <summary>Gives the elements another shape.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="x">The elements.</param>
    /// <param name="shape">The shape: 0 keeps a dimension, -1 stands for what is left.</param>
    public static OnnxValue Reshape(string name, OnnxValue x, params long[] shape) => OnnxValue.Result(name, "Reshape", [x, List(shape)]);

    /// <summary>Reorders dimensions.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="x">What to reorder.</param>
    /// <param name="order">The old place of each new dimension.</param>
    public static OnnxValue Transpose(string name, OnnxValue x, params long[] order) =>
        OnnxValue.Result(name, "Transpose", [x], new OnnxAttribute.Integers("perm", new(order)));

    /// <summary>Joins along the second dimension.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="parts">[B, Ti, W] each.</param>
    /// <returns>[B, ΣTi, W].</returns>
    public static OnnxValue Join(string name, params OnnxValue[] parts) => OnnxValue.Result(name, "Concat", parts, new OnnxAttribute.Integer("axis", 1));

    /// <summary>Cuts the last dimension into equal parts.</summary>
    /// <param name="x">[..., parts × W].</param>
    /// <param name="names">The parts' names.</param>
    /// <returns>[..., W] each.</returns>
    public static IReadOnlyList<OnnxValue> Split(OnnxValue x, params string[] names) =>
        OnnxValue.Results(names, "Split", [x], new OnnxAttribute.Integer("axis", -1), new OnnxAttribute.Integer("num_outputs", names.Length));

    /// <summary>A run of the second dimension.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="x">[B, T, W].</param>
    /// <param name="start">The first place.</param>
    /// <param name="end">The place after the last.</param>
    /// <returns>[B, end - start, W].</returns>
    public static OnnxValue Slice(string name, OnnxValue x, int start, int end) =>
        OnnxValue.Result(name, "Slice", [x, List(start), List(end), List(1)]);

    /// <summary>One place of the second dimension.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="x">[B, T, W].</param>
    /// <param name="place">The place.</param>
    /// <returns>[B, W].</returns>
    public static OnnxValue Select(string name, OnnxValue x, int place) =>
        OnnxValue.Result(name, "Gather", [x, OnnxValue.Of(new OnnxIntegers(Invariant($"int.{place}"), default, new([place])))], new OnnxAttribute.Integer("axis", 1));

    /// <summary>The mean over the second dimension.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="x">[B, T, W].</param>
    /// <returns>[B, W].</returns>
    public static OnnxValue Mean(string name, OnnxValue x) =>
        OnnxValue.Result(name, "ReduceMean", [x, List(1)], new OnnxAttribute.Integer("keepdims", 0));

    /// <summary>A parameter, repeated for a batch.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="x">[T, W], or [W] with T = 1.</param>
    /// <param name="like">A value whose first dimension is the batch.</param>
    /// <param name="shape">T and W.</param>
    /// <returns>[B, T, W].</returns>
    public static OnnxValue Repeat(string name, OnnxValue x, OnnxValue like, params long[] shape)
    {
        OnnxValue batch = OnnxValue.Result($"{name}.batch", "Shape", [like], new OnnxAttribute.Integer("start", 0), new OnnxAttribute.Integer("end", 1));
        OnnxValue wanted = OnnxValue.Result($"{name}.shape", "Concat", [batch, List(shape)], new OnnxAttribute.Integer("axis", 0));
        return OnnxValue.Result(name, "Expand", [x, wanted]);
    }

    /// <summary>A number that the graph holds.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number.</param>
    public static OnnxValue Scalar(string name, double value) => OnnxValue.Of(new OnnxScalar(name, (float)value));

    // Named by its content, so that equal lists are one tensor.
    private static OnnxValue List(params long[] values) =>
        OnnxValue.Of(new OnnxIntegers($"ints.{string.Join('_', values.Select(value => Invariant($"{value}")))}", new([values.Length]), new(values)));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
