using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenVision.Training;

/// <summary>Where an update reads and writes; an index counts scalars of the whole store. A null pointer is a buffer that is not there.</summary>
/// <remarks>A gradient is the sum of the two buffers' where both are there.</remarks>
internal unsafe struct UpdateBuffers
{
    /// <summary>The parameters.</summary>
    public float* Values;

    /// <summary>Gradients in float32.</summary>
    public float* Gradients;

    /// <summary>Gradients in bfloat16.</summary>
    public ushort* HalfGradients;

    /// <summary>The parameters as the forward pass reads them, in bfloat16.</summary>
    public ushort* Compute;

    /// <summary>The first moment in float32.</summary>
    public float* First;

    /// <summary>The first moment in bfloat16.</summary>
    public ushort* HalfFirst;

    /// <summary>The second moment.</summary>
    public float* Second;

    /// <summary>The average of the parameters.</summary>
    public float* Average;
}

/// <summary>The numbers of an update of some parameters, as they enter it.</summary>
internal readonly struct UpdateNumbers(UpdateSettings settings, double rateFactor, bool decays)
{
    public readonly float Clip = (float)settings.Clip;
    public readonly float Beta1 = (float)settings.Beta1;
    public readonly float Gain1 = (float)(1 - settings.Beta1);
    public readonly float Beta2 = (float)settings.Beta2;
    public readonly float Gain2 = (float)(1 - settings.Beta2);
    public readonly float RootScale = (float)(1 / Math.Sqrt(settings.Correction2));
    public readonly float Epsilon = (float)settings.Epsilon;
    public readonly float Keep = decays ? (float)(1 - (settings.LearningRate * rateFactor * settings.WeightDecay)) : 1;
    public readonly float Rate = (float)(settings.LearningRate * rateFactor / settings.Correction1);
    public readonly float AverageKeep = (float)settings.AverageDecay;
    public readonly float AverageGain = (float)(1 - settings.AverageDecay);
}

/// <summary>
/// AdamW's update in one pass over memory: reads gradient, moments and parameter, writes the last three, the bfloat16 copy and the
/// average, and leaves a gradient of 0 for the next step. Vectors of one width.
/// </summary>
internal abstract unsafe class UpdateKernel
{
    // A multiple of every width: a bfloat16 vector of them fills a line of the cache.
    private const int Line = 32;

    /// <summary>Every width, the widest first.</summary>
    public static IReadOnlyList<UpdateKernel> All { get; } = [new Of<Lanes16>(), new Of<Lanes8>(), new Of<Lanes4>(), new Of<Lane1>()];

    /// <summary>The widest that the processor has.</summary>
    public static UpdateKernel Best { get; } =
        All[Vector512.IsHardwareAccelerated ? 0 : Vector256.IsHardwareAccelerated ? 1 : Vector128.IsHardwareAccelerated ? 2 : 3];

    /// <summary>How many numbers it computes with at once.</summary>
    public abstract int Width { get; }

    /// <summary>Updates some parameters.</summary>
    /// <param name="buffers">Where.</param>
    /// <param name="numbers">How.</param>
    /// <param name="from">The first.</param>
    /// <param name="to">The one after the last.</param>
    public void Update(in UpdateBuffers buffers, in UpdateNumbers numbers, long from, long to)
    {
        long start = Math.Min(to, (from + Line - 1) / Line * Line), end = start + ((to - start) / Line * Line);
        Run<Lane1>(buffers, numbers, from, start);
        RunWide(buffers, numbers, start, end);
        Run<Lane1>(buffers, numbers, end, to);
        if (Sse.IsSupported)
        {
            Sse.StoreFence(); // what went past the caches is there for other threads
        }
    }

    protected abstract void RunWide(in UpdateBuffers buffers, in UpdateNumbers numbers, long from, long to);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T>(in UpdateBuffers buffers, in UpdateNumbers numbers, long from, long to)
        where T : struct, ILanes<T>
    {
        float* values = buffers.Values, gradients = buffers.Gradients, first = buffers.First, second = buffers.Second, average = buffers.Average;
        ushort* halfGradients = buffers.HalfGradients, compute = buffers.Compute, halfFirst = buffers.HalfFirst;
        bool streams = (nint)(compute + from) % (Line * sizeof(ushort)) == 0;
        T clip = T.Of(numbers.Clip), beta1 = T.Of(numbers.Beta1), gain1 = T.Of(numbers.Gain1), beta2 = T.Of(numbers.Beta2), gain2 = T.Of(numbers.Gain2);
        T rootScale = T.Of(numbers.RootScale), epsilon = T.Of(numbers.Epsilon), keep = T.Of(numbers.Keep), rate = T.Of(numbers.Rate);
        T averageKeep = T.Of(numbers.AverageKeep), averageGain = T.Of(numbers.AverageGain), zero = T.Of(0);
        for (long i = from; i < to; i += T.Count)
        {
            T g;
            if (halfGradients is null)
            {
                g = T.Load(gradients + i);
                zero.Store(gradients + i);
            }
            else
            {
                g = T.LoadHalf(halfGradients + i);
                T.ClearHalf(halfGradients + i);
                if (gradients is not null)
                {
                    g += T.Load(gradients + i);
                    zero.Store(gradients + i);
                }
            }

            g *= clip;
            T m = halfFirst is null ? T.Load(first + i) : T.LoadHalf(halfFirst + i);
            m = (m * beta1) + (g * gain1);
            if (halfFirst is null)
            {
                m.Store(first + i);
            }
            else
            {
                m.StoreHalf(halfFirst + i);
            }

            T v = (T.Load(second + i) * beta2) + (g * g * gain2);
            v.Store(second + i);
            T p = (T.Load(values + i) * keep) - (m * rate / ((T.Sqrt(v) * rootScale) + epsilon));
            p.Store(values + i);
            if (compute is not null)
            {
                if (streams)
                {
                    p.StreamHalf(compute + i);
                }
                else
                {
                    p.StoreHalf(compute + i);
                }
            }

            if (average is not null)
            {
                ((T.Load(average + i) * averageKeep) + (p * averageGain)).Store(average + i);
            }
        }
    }

    private sealed class Of<T> : UpdateKernel
        where T : struct, ILanes<T>
    {
        public override int Width => T.Count;

        protected override void RunWide(in UpdateBuffers buffers, in UpdateNumbers numbers, long from, long to) => Run<T>(buffers, numbers, from, to);
    }
}
