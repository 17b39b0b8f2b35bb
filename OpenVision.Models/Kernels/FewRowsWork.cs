using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>Some outputs of up to three maps of the same few rows.</summary>
/// <param name="x">[rows, inputs], arranged.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="inputs">The size of a row.</param>
/// <param name="first">A map.</param>
/// <param name="second">Another.</param>
/// <param name="third">Another.</param>
internal readonly unsafe struct FewRowsWork<T>(float* x, long rows, long inputs, FewRowsMap<T> first, FewRowsMap<T> second, FewRowsMap<T> third) : IRowWork
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public void Run(long begin, long end)
    {
        long next = first.Outputs + second.Outputs;
        Part(first, Math.Min(begin, first.Outputs), Math.Min(end, first.Outputs));
        Part(second, Math.Clamp(begin - first.Outputs, 0, second.Outputs), Math.Clamp(end - first.Outputs, 0, second.Outputs));
        Part(third, Math.Max(0, begin - next), Math.Max(0, end - next));
    }

    private void Part(FewRowsMap<T> map, long begin, long end)
    {
        if (begin < end)
        {
            DotProducts.Run(x, rows, inputs, map, begin, end);
        }
    }
}

/// <summary>Some outputs of a gated pair of maps: silu(g) · u.</summary>
/// <param name="x">[rows, inputs], arranged.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="inputs">The size of a row.</param>
/// <param name="gate">The gates' map, whose target takes the result.</param>
/// <param name="up">The map of what is gated.</param>
internal readonly unsafe struct GatedWork<T>(float* x, long rows, long inputs, FewRowsMap<T> gate, FewRowsMap<T> up) : IRowWork
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public void Run(long begin, long end)
    {
        DotProducts.Run(x, rows, inputs, gate, begin, end);
        DotProducts.Run(x, rows, inputs, up, begin, end);
        for (long row = 0; row < rows; row++)
        {
            Activate(gate.Target + (row * gate.Outputs), up.Target + (row * gate.Outputs), begin, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Activate(float* gates, float* values, long begin, long end)
    {
        long i = begin;
        for (; i <= end - Lanes.Count; i += Lanes.Count)
        {
            Vector512<float> g = Vector512.Load(gates + i);
            (Logistic.Of(g) * g * Vector512.Load(values + i)).Store(gates + i);
        }

        for (; i < end; i++)
        {
            gates[i] = gates[i] / (1 + MathF.Exp(-gates[i])) * values[i];
        }
    }
}
