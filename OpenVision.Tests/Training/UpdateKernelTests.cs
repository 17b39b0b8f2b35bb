using OpenVision.Numerics;
using OpenVision.Training;

namespace OpenVision.Tests.Training;

/// <summary>The update's kernel against the formula in double, and its widths against each other.</summary>
public sealed unsafe class UpdateKernelTests
{
    private const double Tolerance = 2e-6;

    private static readonly UpdateSettings Settings = new(
        LearningRate: 0.01, Clip: 0.6, Beta1: 0.9, Beta2: 0.95, Epsilon: 1e-8, WeightDecay: 0.2, Correction1: 0.271, Correction2: 0.142625, AverageDecay: 0.99);

    public static TheoryData<int> Widths => [.. UpdateKernel.All.Select(static kernel => kernel.Width)];

    public static IEnumerable<object[]> Cases =>
        from width in UpdateKernel.All.Select(static kernel => kernel.Width)
        from seed in Enumerable.Range(0, 12)
        select new object[] { width, seed };

    [Fact]
    public void TheBestWidthIsOneOfAll() => Assert.Contains(UpdateKernel.Best, UpdateKernel.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnyRangeIsUpdatedAsTheFormulaSays(int width, int seed)
    {
        Draw draw = new((ulong)seed);
        int length = 1 + draw.Below(400), from = draw.Below(length), to = from + draw.Below(length - from + 1);
        (bool hasSingle, bool hasHalf) = (seed % 3) switch { 0 => (true, false), 1 => (false, true), _ => (true, true) };
        (bool halfFirst, bool hasCompute, bool hasAverage, bool decays) = (seed % 4 < 2, hasHalf, seed % 2 == 0, seed % 5 < 3);
        Buffers before = new(length, draw), after = before.Copy();
        UpdateNumbers numbers = new(Settings, rateFactor: 0.5, decays);
        after.Run(buffers =>
        {
            buffers.Gradients = hasSingle ? buffers.Gradients : null;
            buffers.HalfGradients = hasHalf ? buffers.HalfGradients : null;
            buffers.First = halfFirst ? null : buffers.First;
            buffers.HalfFirst = halfFirst ? buffers.HalfFirst : null;
            buffers.Compute = hasCompute ? buffers.Compute : null;
            buffers.Average = hasAverage ? buffers.Average : null;
            Kernel(width).Update(buffers, numbers, from, to);
        });
        for (int i = 0; i < length; i++)
        {
            if (i < from || i >= to)
            {
                Assert.Equal(before.At(i), after.At(i));
                continue;
            }

            double g = Settings.Clip * ((hasSingle ? before.Gradients[i] : 0) + (hasHalf ? HalfBits.ToSingle(before.HalfGradients[i]) : 0));
            double m = (Settings.Beta1 * (halfFirst ? HalfBits.ToSingle(before.HalfFirst[i]) : before.First[i])) + ((1 - Settings.Beta1) * g);
            double v = (Settings.Beta2 * before.Second[i]) + ((1 - Settings.Beta2) * g * g);
            double rate = Settings.LearningRate * 0.5;
            double p = (before.Values[i] * (decays ? 1 - (rate * Settings.WeightDecay) : 1))
                - (rate * (m / Settings.Correction1) / (Math.Sqrt(v / Settings.Correction2) + Settings.Epsilon));
            Near(p, after.Values[i]);
            Near(v, after.Second[i]);
            Assert.Equal(hasSingle ? 0 : before.Gradients[i], after.Gradients[i]);
            Assert.Equal(hasHalf ? 0 : before.HalfGradients[i], after.HalfGradients[i]);
            Assert.Equal(hasCompute ? HalfBits.Of(after.Values[i]) : before.Compute[i], after.Compute[i]);
            if (halfFirst)
            {
                Assert.Equal(m, HalfBits.ToSingle(after.HalfFirst[i]), Math.Abs(m) / 200);
                Assert.Equal(before.First[i], after.First[i]);
            }
            else
            {
                Near(m, after.First[i]);
                Assert.Equal(before.HalfFirst[i], after.HalfFirst[i]);
            }

            Near(hasAverage ? (0.99 * before.Average[i]) + (0.01 * p) : before.Average[i], after.Average[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryWidthGivesTheSameBits(int width)
    {
        Buffers one = new(4099, new Draw(3)), other = one.Copy();
        UpdateNumbers numbers = new(Settings, rateFactor: 1, decays: true);
        one.Run(buffers =>
        {
            buffers.First = null;
            Kernel(1).Update(buffers, numbers, 0, 4099);
        });
        other.Run(buffers =>
        {
            buffers.First = null;
            Kernel(width).Update(buffers, numbers, 0, 4099);
        });
        for (int i = 0; i < 4099; i++)
        {
            Assert.Equal(one.At(i), other.At(i));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void BFloat16IsRoundedToTheNearestEven(int width)
    {
        // A value that nothing moves: the copy is its rounding. Every exponent and sign, the ends and middles of the rounded bits.
        uint[] ends = [0, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF, 0x1_0000, 0x1_7FFF, 0x1_8000, 0x1_8001, 0x7F_7FFF, 0x7F_8000, 0x7F_FFFF];
        uint[] bits = [.. Enumerable.Range(0, 512).SelectMany(exponent => ends.Select(end => ((uint)exponent << 23) | end))];
        Buffers buffers = new(bits.Length, new Draw(1));
        for (int i = 0; i < bits.Length; i++)
        {
            buffers.Values[i] = BitConverter.UInt32BitsToSingle(bits[i]);
            (buffers.HalfGradients[i], buffers.First[i], buffers.Second[i]) = (0, 0, 1);
        }

        buffers.Run(all =>
        {
            all.Gradients = all.Average = null;
            all.HalfFirst = null;
            Kernel(width).Update(all, new(Settings, rateFactor: 1, decays: false), 0, bits.Length);
        });
        for (int i = 0; i < bits.Length; i++)
        {
            Assert.True(buffers.Compute[i] == Rounded(bits[i]), $"{bits[i]:X8} became {buffers.Compute[i]:X4}, not {Rounded(bits[i]):X4}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(1000)]
    public void TheSumOfSquaresIsDoubles(int length)
    {
        Buffers buffers = new(length + 5, new Draw(9));
        double single = 0, half = 0, both = 0;
        for (int i = 5; i < length + 5; i++)
        {
            double g = buffers.Gradients[i], h = HalfBits.ToSingle(buffers.HalfGradients[i]);
            (single, half, both) = (single + (g * g), half + (h * h), both + ((float)(g + h) * (double)(float)(g + h)));
        }

        buffers.Run(all =>
        {
            Assert.Equal(single, SquareSum.Of(all.Gradients, null, 5, length + 5), single * 1e-14);
            Assert.Equal(half, SquareSum.Of(null, all.HalfGradients, 5, length + 5), half * 1e-14);
            Assert.Equal(both, SquareSum.Of(all.Gradients, all.HalfGradients, 5, length + 5), both * 1e-14);
        });
    }

    [Fact]
    public void NoSquareOverflowsOrVanishes()
    {
        Buffers buffers = new(64, new Draw(9));
        Array.Fill(buffers.Gradients, 3e38f);
        buffers.Run(all => Assert.Equal(8 * (double)3e38f, Math.Sqrt(SquareSum.Of(all.Gradients, null, 0, 64)), 1e30));
        Array.Fill(buffers.Gradients, 1e-30f);
        buffers.Run(all => Assert.Equal(8e-30, Math.Sqrt(SquareSum.Of(all.Gradients, null, 0, 64)), 1e-36));
        buffers.Gradients[40] = float.NaN;
        buffers.Run(all => Assert.True(double.IsNaN(SquareSum.Of(all.Gradients, null, 0, 64))));
    }

    private static UpdateKernel Kernel(int width) => UpdateKernel.All.Single(kernel => kernel.Width == width);

    private static void Near(double expected, float found) => Assert.Equal(expected, found, Tolerance * (1 + Math.Abs(expected)));

    // By comparing distances to the two neighbours, in exact arithmetic.
    private static ushort Rounded(uint bits)
    {
        uint low = bits >> 16, rest = bits & 0xFFFF;
        if ((bits & 0x7FFF_FFFF) > 0x7F80_0000)
        {
            return (ushort)(low | 0x40);
        }

        bool up = rest > 0x8000 || (rest == 0x8000 && low % 2 == 1);
        return (ushort)(up ? low + 1 : low);
    }

    private delegate void Use(UpdateBuffers buffers);

    private sealed class Buffers
    {
        private Buffers()
        {
        }

        public Buffers(int length, Draw draw)
        {
            float[] Floats() => [.. Enumerable.Range(0, length).Select(_ => (float)((draw.Unit() * 2) - 1))];
            (Values, Gradients, First, Average) = (Floats(), Floats(), Floats(), Floats());
            Second = [.. Floats().Select(static value => value * value)];
            (HalfGradients, HalfFirst, Compute) = ([.. Floats().Select(HalfBits.Of)], [.. Floats().Select(HalfBits.Of)], [.. Floats().Select(HalfBits.Of)]);
        }

        public float[] Values { get; init; } = [];

        public float[] Gradients { get; init; } = [];

        public float[] First { get; init; } = [];

        public float[] Second { get; init; } = [];

        public float[] Average { get; init; } = [];

        public ushort[] HalfGradients { get; init; } = [];

        public ushort[] HalfFirst { get; init; } = [];

        public ushort[] Compute { get; init; } = [];

        public Buffers Copy() => new()
        {
            Values = [.. Values],
            Gradients = [.. Gradients],
            First = [.. First],
            Second = [.. Second],
            Average = [.. Average],
            HalfGradients = [.. HalfGradients],
            HalfFirst = [.. HalfFirst],
            Compute = [.. Compute],
        };

        public (float, float, float, float, float, ushort, ushort, ushort) At(int i) =>
            (Values[i], Gradients[i], First[i], Second[i], Average[i], HalfGradients[i], HalfFirst[i], Compute[i]);

        public void Run(Use use)
        {
            fixed (float* values = Values, gradients = Gradients, first = First, second = Second, average = Average)
            fixed (ushort* halfGradients = HalfGradients, halfFirst = HalfFirst, compute = Compute)
            {
                use(new()
                {
                    Values = values,
                    Gradients = gradients,
                    HalfGradients = halfGradients,
                    Compute = compute,
                    First = first,
                    HalfFirst = halfFirst,
                    Second = second,
                    Average = average,
                });
            }
        }
    }
}
