using OpenVision.Kernels;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>
/// A pass of few tokens through all blocks, by kernels instead of operators: hundreds of operators on a token would take longer than
/// reading the weights. Activations are float32 between the blocks' maps; keys and values are rounded to the cache's format.
/// </summary>
internal static unsafe class DecodePass
{
    /// <summary>Runs the blocks.</summary>
    /// <param name="blocks">The blocks, without adapters.</param>
    /// <param name="spec">The language model.</param>
    /// <param name="x">[B, T, width] on the processor.</param>
    /// <param name="positions">Each token's position, B × T.</param>
    /// <param name="cache">The tokens before; takes these tokens' keys and values.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public static Tensor Run(LanguageBlocks blocks, LanguageSpec spec, Tensor x, long[] positions, KeyValueCache cache)
    {
        using Tensor given = x.contiguous();
        Tensor result = empty_like(given);
        if (x.dtype == ScalarType.BFloat16)
        {
            new Pass<BFloat16>(blocks, spec, given, positions, cache).Run(result);
        }
        else
        {
            new Pass<Float32>(blocks, spec, given, positions, cache).Run(result);
        }

        return result;
    }

    private readonly ref struct Pass<T>
        where T : unmanaged, INumber<T>
    {
        private readonly LanguageBlocks blocks;
        private readonly LanguageSpec spec;
        private readonly KeyValueCache cache;
        private readonly DecodeShape shape;
        private readonly long tokens;
        private readonly float* state;
        private readonly float* normed;
        private readonly float* query;
        private readonly float* key;
        private readonly float* value;
        private readonly float* attended;
        private readonly float* gate;
        private readonly float* up;
        private readonly float* cosine;
        private readonly float* sine;
        private readonly float* scores;
        private readonly float* room;

        public Pass(LanguageBlocks blocks, LanguageSpec spec, Tensor x, long[] positions, KeyValueCache cache)
        {
            (this.blocks, this.spec, this.cache) = (blocks, spec, cache);
            tokens = x.shape[0] * x.shape[1];
            shape = new(x.shape[0], x.shape[1], spec.Heads, spec.KeyValueHeads, spec.HeadDim);
            long queries = tokens * spec.Heads * spec.HeadDim, keys = tokens * spec.KeyValueHeads * spec.HeadDim, half = tokens * spec.HeadDim / 2;
            long width = tokens * spec.Width, inner = tokens * spec.MlpDim, all = tokens * spec.Heads * (cache.Length + x.shape[1]);
            long widest = Math.Max(Math.Max(width, queries), inner);
            DecodeScratch scratch = cache.Scratch;
            scratch.Begin(((long[])[width, width, queries, keys, keys, queries, inner, inner, half, half, all, widest]).Sum(DecodeScratch.Rounded));
            state = scratch.Take(width);
            normed = scratch.Take(width);
            query = scratch.Take(queries);
            key = scratch.Take(keys);
            value = scratch.Take(keys);
            attended = scratch.Take(queries);
            gate = scratch.Take(inner);
            up = scratch.Take(inner);
            cosine = scratch.Take(half);
            sine = scratch.Take(half);
            scores = scratch.Take(all);
            room = scratch.Take(widest);
            TokenKernels.Widen((T*)LibTorch.DataOf(x), state, width);
            Angles(positions);
        }

        public void Run(Tensor result)
        {
            for (int i = 0; i < blocks.Blocks.Count; i++)
            {
                LanguageBlock block = blocks.Blocks[i];
                Attend(block, i);
                Normalize(block.Second);
                FewRows.Gated(normed, room, tokens, spec.Width, Map(block.Mlp.Gate, gate), Map(block.Mlp.Up, up));
                FewRows.Run(gate, room, tokens, spec.MlpDim, Map(block.Mlp.Down, state, adds: true));
            }

            TokenKernels.Narrow(state, (T*)LibTorch.DataOf(result), tokens * spec.Width);
        }

        private void Attend(LanguageBlock block, int index)
        {
            GroupedAttention attention = block.Attention;
            Normalize(block.First);
            FewRows.Run(normed, room, tokens, spec.Width, Map(attention.Query, query), Map(attention.Key, key), Map(attention.Value, value));
            T* keys = (T*)LibTorch.DataOf(cache.Keys(index)), values = (T*)LibTorch.DataOf(cache.Values(index));
            for (long token = 0; token < tokens; token++)
            {
                Place(token, keys, values);
            }

            fixed (byte* real = cache.Real)
            {
                DecodeAttentionKernel.Run(query, new DecodeKeys<T>(keys, values, real, cache.Capacity, cache.Length), shape, scores, attended);
            }

            FewRows.Run(attended, room, tokens, shape.Heads * shape.Size, Map(attention.Output, state, adds: true));
        }

        // Turns a token's queries and keys, and writes its keys and values behind those before.
        private void Place(long token, T* keys, T* values)
        {
            (long row, long place) = Math.DivRem(token, shape.Length);
            float* turnCosine = cosine + (token * shape.Size / 2), turnSine = sine + (token * shape.Size / 2);
            for (long head = 0; head < shape.Heads; head++)
            {
                TokenKernels.Turn(query + (((token * shape.Heads) + head) * shape.Size), turnCosine, turnSine, shape.Size);
            }

            for (long head = 0; head < shape.KeyHeads; head++)
            {
                long from = ((token * shape.KeyHeads) + head) * shape.Size;
                long to = ((((row * shape.KeyHeads) + head) * cache.Capacity) + cache.Length + place) * shape.Size;
                TokenKernels.Turn(key + from, turnCosine, turnSine, shape.Size);
                TokenKernels.Narrow(key + from, keys + to, shape.Size);
                TokenKernels.Narrow(value + from, values + to, shape.Size);
            }
        }

        private void Normalize(RmsNorm norm)
        {
            T* weight = (T*)LibTorch.DataOf(norm.Weight);
            for (long token = 0; token < tokens; token++)
            {
                TokenKernels.Normalize(state + (token * spec.Width), weight, normed + (token * spec.Width), spec.Width, norm.Epsilon);
            }
        }

        private void Angles(long[] positions)
        {
            ReadOnlySpan<double> frequencies = blocks.Rotary.Frequencies;
            for (int token = 0; token < positions.Length; token++)
            {
                for (int i = 0; i < frequencies.Length; i++)
                {
                    (double sin, double cos) = Math.SinCos(positions[token] * frequencies[i]);
                    (cosine[(token * frequencies.Length) + i], sine[(token * frequencies.Length) + i]) = ((float)cos, (float)sin);
                }
            }
        }

        private static FewRowsMap<T> Map(AdaptedLinear linear, float* target, bool adds = false) =>
            new(linear.Map.Weight, linear.Map.Bias, target, adds);
    }
}
