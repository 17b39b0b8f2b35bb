using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenVision.Kernels;

/// <summary>Where keys and values of a block lie, and which tokens are real.</summary>
/// <typeparam name="T">The format of keys and values.</typeparam>
/// <param name="keys">[B, K, capacity, D].</param>
/// <param name="values">[B, K, capacity, D].</param>
/// <param name="real">1 for real tokens, [B, capacity].</param>
/// <param name="capacity">The number of tokens that there is room for.</param>
/// <param name="before">The number of tokens before the pass.</param>
internal readonly unsafe struct DecodeKeys<T>(T* keys, T* values, byte* real, long capacity, long before)
    where T : unmanaged, INumber<T>
{
    public readonly T* Keys = keys, Values = values;
    public readonly byte* Real = real;
    public readonly long Capacity = capacity, Before = before;
}

/// <summary>The sizes of a pass over few tokens.</summary>
/// <param name="Batch">B.</param>
/// <param name="Length">T.</param>
/// <param name="Heads">The number of query heads.</param>
/// <param name="KeyHeads">K.</param>
/// <param name="Size">D.</param>
internal readonly record struct DecodeShape(long Batch, long Length, long Heads, long KeyHeads, long Size);

/// <summary>Attention of few tokens over the cached keys and values of those before, a query head at a time.</summary>
internal static unsafe class DecodeAttentionKernel
{
    private const long ProductsOfThread = 32_768;

    /// <summary>softmax(q kᵀ / √D) v over real tokens up to each query's own.</summary>
    /// <typeparam name="T">The format of keys and values.</typeparam>
    /// <param name="query">[B × T, H, D].</param>
    /// <param name="cached">Keys and values, those of the pass included.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="scores">Room for [B × T × H, before + T].</param>
    /// <param name="target">[B × T, H, D].</param>
    public static void Run<T>(float* query, DecodeKeys<T> cached, DecodeShape shape, float* scores, float* target)
        where T : unmanaged, INumber<T>
    {
        long all = cached.Before + shape.Length, count = shape.Batch * shape.Length * shape.Heads;
        Rows.Run(new Work<T>(query, cached, shape, scores, target), count, Math.Max(1, ProductsOfThread / (all * shape.Size)));
    }

    private readonly struct Work<T>(float* query, DecodeKeys<T> cached, DecodeShape shape, float* scores, float* target) : IRowWork
        where T : unmanaged, INumber<T>
    {
        public void Run(long begin, long end)
        {
            long all = cached.Before + shape.Length, group = shape.Heads / shape.KeyHeads;
            float scale = (float)(1 / Math.Sqrt(shape.Size));
            for (long item = begin; item < end; item++)
            {
                (long token, long head) = Math.DivRem(item, shape.Heads);
                (long row, long place) = Math.DivRem(token, shape.Length);
                long own = cached.Before + place, start = ((row * shape.KeyHeads) + (head / group)) * cached.Capacity * shape.Size;
                byte* real = cached.Real + (row * cached.Capacity);
                float* weights = scores + (item * all);
                Score(query + (item * shape.Size), cached.Keys + start, real, weights, own, shape.Size, scale);
                float sum = Exponentiate(weights, own + 1);
                Mix(weights, cached.Values + start, target + (item * shape.Size), own + 1, shape.Size, 1 / sum);
            }
        }

        // A token that is padding itself sees itself all the same.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Score(float* query, T* keys, byte* real, float* scores, long own, long size, float scale)
        {
            long whole = Lanes.Whole(size), rest = size - whole;
            for (long at = 0; at <= own; at++)
            {
                if (real[at] == 0 && at != own)
                {
                    scores[at] = float.NegativeInfinity;
                    continue;
                }

                T* key = keys + (at * size);
                Vector512<float> sums = Vector512<float>.Zero;
                for (long i = 0; i < whole; i += Lanes.Count)
                {
                    sums = Vector512.FusedMultiplyAdd(T.Load(in key[i]), Vector512.Load(query + i), sums);
                }

                float sum = Vector512.Sum(sums);
                if (rest > 0)
                {
                    sum += Vector512.Sum(Lanes.Load(key + whole, rest) * Lanes.Load((Float32*)(query + whole), rest));
                }

                scores[at] = sum * scale;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Exponentiate(float* scores, long count)
        {
            float highest = float.NegativeInfinity;
            for (long i = 0; i < count; i++)
            {
                highest = MathF.Max(highest, scores[i]);
            }

            Vector512<float> top = Vector512.Create(highest), sums = Vector512<float>.Zero;
            long whole = Lanes.Whole(count);
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> e = Exponential.Of(Vector512.Load(scores + i) - top);
                e.Store(scores + i);
                sums += e;
            }

            if (whole < count)
            {
                Float32* last = (Float32*)(scores + whole);
                Vector512<float> e = Exponential.Of(Lanes.Load(last, count - whole, float.NegativeInfinity) - top);
                Lanes.Store(e, last, count - whole);
                sums += e;
            }

            return Vector512.Sum(sums);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Mix(float* weights, T* values, float* target, long count, long size, float share)
        {
            long whole = Lanes.Whole(size), rest = size - whole;
            for (long i = 0; i < whole; i += Lanes.Count)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (long at = 0; at < count; at++)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(weights[at]), T.Load(in values[(at * size) + i]), sum);
                }

                (sum * Vector512.Create(share)).Store(target + i);
            }

            if (rest > 0)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (long at = 0; at < count; at++)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(weights[at]), Lanes.Load(values + (at * size) + whole, rest), sum);
                }

                Lanes.Store(sum * Vector512.Create(share), (Float32*)(target + whole), rest);
            }
        }
    }
}
