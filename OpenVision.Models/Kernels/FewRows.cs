using OpenVision.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Kernels;

/// <summary>
/// Linear maps of so few rows that reading the weights is all their time: generation, a token at a time. Sums are float32, and a row's
/// do not depend on the rows beside it.
/// </summary>
internal static unsafe class FewRows
{
    /// <summary>The most rows. With more, libtorch's matrix products are faster.</summary>
    public const long Most = 8;

    private const long WeightsOfThread = 16_384;

    /// <summary>Whether the kernels for few rows do for an input and a graph.</summary>
    /// <param name="x">[..., width].</param>
    /// <param name="parameter">Any of the graph's parameters.</param>
    public static bool Fit(Tensor x, Tensor parameter) =>
        TokenKernels.Fit(x) && parameter.device_type == DeviceType.CPU && x.dtype == parameter.dtype
        && x.numel() <= Most * x.shape[^1]
        && !(is_grad_enabled() && (x.requires_grad || parameter.requires_grad));

    /// <summary>x Wᵀ.</summary>
    /// <param name="x">[..., inputs], of at most <see cref="Most"/> rows.</param>
    /// <param name="weight">[outputs, inputs], contiguous, in the format of x.</param>
    /// <returns>float32, [..., outputs], in the caller's dispose scope.</returns>
    public static Tensor Product(Tensor x, Tensor weight)
    {
        using DisposeScope scope = NewDisposeScope();
        long inputs = weight.shape[1], rows = x.numel() / inputs;
        Tensor exact = x.to_type(ScalarType.Float32).contiguous(), result = empty([.. x.shape[..^1], weight.shape[0]], ScalarType.Float32);
        float* from = (float*)LibTorch.DataOf(exact), to = (float*)LibTorch.DataOf(result), room = (float*)LibTorch.DataOf(empty_like(exact));
        if (weight.dtype == ScalarType.BFloat16)
        {
            Run<BFloat16>(from, room, rows, inputs, new FewRowsMap<BFloat16>(weight, null, to));
        }
        else
        {
            Run<Float32>(from, room, rows, inputs, new FewRowsMap<Float32>(weight, null, to));
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Applies up to three maps to the same rows.</summary>
    /// <typeparam name="T">The weights' format.</typeparam>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="room">Room for as many.</param>
    /// <param name="rows">The number of rows, at most <see cref="Most"/>.</param>
    /// <param name="inputs">The size of a row.</param>
    /// <param name="first">A map.</param>
    /// <param name="second">Another; none by default.</param>
    /// <param name="third">Another; none by default.</param>
    public static void Run<T>(float* x, float* room, long rows, long inputs, FewRowsMap<T> first, FewRowsMap<T> second = default, FewRowsMap<T> third = default)
        where T : unmanaged, INumber<T>
    {
        DotProducts.Arrange<T>(x, room, rows, inputs);
        Rows.Run(new FewRowsWork<T>(room, rows, inputs, first, second, third), first.Outputs + second.Outputs + third.Outputs, Grain(inputs));
    }

    /// <summary>silu(gate x) · up x.</summary>
    /// <typeparam name="T">The weights' format.</typeparam>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="room">Room for as many.</param>
    /// <param name="rows">The number of rows, at most <see cref="Most"/>.</param>
    /// <param name="inputs">The size of a row.</param>
    /// <param name="gate">The gates' map; its target takes the result.</param>
    /// <param name="up">The map of what is gated, of as many outputs; its target is overwritten.</param>
    public static void Gated<T>(float* x, float* room, long rows, long inputs, FewRowsMap<T> gate, FewRowsMap<T> up)
        where T : unmanaged, INumber<T>
    {
        DotProducts.Arrange<T>(x, room, rows, inputs);
        Rows.Run(new GatedWork<T>(room, rows, inputs, gate, up), gate.Outputs, Grain(inputs));
    }

    private static long Grain(long inputs) => Math.Max(1, WeightsOfThread / inputs);
}

/// <summary>A linear map of few rows.</summary>
/// <typeparam name="T">The weights' format.</typeparam>
internal readonly unsafe struct FewRowsMap<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Makes it.</summary>
    /// <param name="weight">[outputs, inputs], contiguous.</param>
    /// <param name="bias">[outputs], if any.</param>
    /// <param name="target">[rows, outputs].</param>
    /// <param name="adds">Whether the result is added to what the target holds.</param>
    public FewRowsMap(Tensor weight, Tensor? bias, float* target, bool adds = false)
    {
        Weight = (T*)LibTorch.DataOf(weight);
        Bias = bias is null ? null : (T*)LibTorch.DataOf(bias);
        Target = target;
        Outputs = weight.shape[0];
        Adds = adds;
    }

    /// <summary>[outputs, inputs].</summary>
    public T* Weight { get; }

    /// <summary>[outputs], or none.</summary>
    public T* Bias { get; }

    /// <summary>[rows, outputs].</summary>
    public float* Target { get; }

    /// <summary>The number of outputs.</summary>
    public long Outputs { get; }

    /// <summary>Whether the result is added.</summary>
    public bool Adds { get; }
}
