using OpenVision.Layers;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Training;

/// <summary>AdamW over whole stores: its two forms, its settings and what they must not depend on.</summary>
public sealed class AdamWTests
{
    private const int Steps = 4;

    // Odd places of the borders, more than threads are started for, and a scalar that is always float32.
    private static readonly ParameterSizes Sizes = new(140_003, 30_001, 2);

    private static readonly OptimizerSpec Everything = new()
    {
        ClipNorm = 50,
        LayerDecay = 0.5,
        FirstMoment = MomentFormat.BFloat16,
        Average = 0.9,
    };

    public static TheoryData<bool, bool, bool> Forms => new()
    {
        { false, false, false },
        { false, false, true },
        { true, false, false },
        { true, false, true },
        { true, true, false },
        { true, true, true },
    };

    public static TheoryData<int> Widths => [.. UpdateKernel.All.Select(static kernel => kernel.Width)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void TheKernelAndTheTensorsAgree(bool half, bool collected, bool everything)
    {
        OptimizerSpec spec = everything ? Everything : new() { ClipNorm = 50 };
        using Run kernel = new(half, collected, spec, Fused(UpdateKernel.Best)), tensors = new(half, collected, spec, static (store, state, segments) => new TensorUpdate(store, state, segments));
        for (int step = 0; step < Steps; step++)
        {
            double norm = tensors.Step(step);
            Assert.Equal(norm, kernel.Step(step), 1e-5 * norm);
        }

        // Where the last bits of a moment differ, its rounding to bfloat16 may go the other way.
        double tolerance = everything ? 1e-3 : 2e-6;
        Near(tensors.Store.Values, kernel.Store.Values, tolerance);
        Near(tensors.Optimizer.SecondMoment, kernel.Optimizer.SecondMoment, 2e-6);
        Near(tensors.Optimizer.FirstMoment, kernel.Optimizer.FirstMoment, everything ? 0.005 : 2e-6);
        if (everything)
        {
            Near(tensors.Optimizer.Average!, kernel.Optimizer.Average!, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void OneThreadAndTwoGiveTheSameBits(bool half, bool collected, bool everything)
    {
        OptimizerSpec spec = everything ? Everything : new() { ClipNorm = 50 };
        int before = get_num_threads();
        try
        {
            using Run one = new(half, collected, spec, Fused(UpdateKernel.Best)), two = new(half, collected, spec, Fused(UpdateKernel.Best));
            for (int step = 0; step < Steps; step++)
            {
                set_num_threads(1);
                double norm = one.Step(step);
                set_num_threads(2);
                Assert.Equal(norm, two.Step(step));
            }

            Same(one, two);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryWidthGivesTheSameBits(int width)
    {
        using Run best = new(half: true, collected: false, Everything, Fused(UpdateKernel.Best));
        using Run other = new(half: true, collected: false, Everything, Fused(UpdateKernel.All.Single(kernel => kernel.Width == width)));
        for (int step = 0; step < Steps; step++)
        {
            Assert.Equal(best.Step(step), other.Step(step));
        }

        Same(best, other);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnUpdateLeavesNoGradientAndFreshValuesForTheForwardPass(bool half)
    {
        using Run run = new(half, collected: half, new(), Fused(UpdateKernel.Best));
        run.Step(0);
        Assert.All(run.Store.Parameters, static parameter => Assert.Equal(0, parameter.Compute.grad!.count_nonzero().item<long>()));
        Assert.Equal(0, run.Store.Gradients.count_nonzero().item<long>());
        byte[][] left = [.. run.Store.Parameters.Select(static parameter => parameter.Compute.bytes.ToArray())];
        run.Store.RefreshCompute();
        Assert.Equal(left, run.Store.Parameters.Select(static parameter => parameter.Compute.bytes.ToArray()));
    }

    [Fact]
    public void ABFloat16StepNeedsNoFloat32Gradients()
    {
        using Run run = new(half: true, collected: false, new(), Fused(UpdateKernel.Best));
        run.Step(0);
        Assert.Null(run.Store.AllGradients);
        Assert.Equal(Sizes.Exact, run.Store.ExactGradients!.shape[0]);
    }

    [Fact]
    public void GradientsOfSeveralPassesAddUpInFloat32()
    {
        using Run once = new(half: true, collected: false, new(), Fused(UpdateKernel.Best)), twice = new(half: true, collected: false, new(), Fused(UpdateKernel.Best));

        // 1 and 2^-9 have no sum in bfloat16.
        Fill(once.Store, 1 + (1.0 / 512));
        Fill(twice.Store, 1);
        twice.Store.CollectGradients();
        Fill(twice.Store, 1.0 / 512, add: true);
        Assert.Equal(1 + (1.0 / 512), twice.Store.Parameters[^1].Compute.grad!.item<float>());
        double norm = twice.Optimizer.Step(0.1);
        Assert.Equal((1 + (1.0 / 512)) * Math.Sqrt(Sizes.Total), norm, 1e-6);
        Assert.NotEqual(once.Optimizer.Step(0.1), norm);
        Assert.Equal(0, twice.Store.Gradients.count_nonzero().item<long>());

        static void Fill(ParameterStore store, double value, bool add = false)
        {
            using IDisposable noGrad = no_grad();
            foreach (Parameter parameter in store.Parameters)
            {
                using Tensor filled = full_like(parameter.Compute.grad!, value);
                if (add)
                {
                    parameter.Compute.grad!.Add(filled);
                }
                else
                {
                    parameter.Compute.grad!.copy_(filled);
                }
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AGradientThatIsNoNumberChangesNothing(float bad)
    {
        using Run run = new(half: true, collected: false, Everything, Fused(UpdateKernel.Best)), same = new(half: true, collected: false, Everything, Fused(UpdateKernel.Best));
        run.Step(0);
        same.Step(0);
        run.FillGradients(1);
        using (Tensor value = tensor(bad))
        using (Tensor place = run.Store.HalfGradients!.narrow(0, 77_777, 1))
        {
            place.copy_(value);
        }

        Assert.False(double.IsFinite(run.Optimizer.Step(0.1)));
        Assert.Equal(1, run.Optimizer.Updates);
        Assert.NotEqual(0, run.Store.HalfGradients!.count_nonzero().item<long>());
        Same(run, same);
    }

    [Fact]
    public void TheAverageIsExchangedForTheParametersAndBack()
    {
        using Run run = new(half: true, collected: false, new() { Average = 0.75 }, Fused(UpdateKernel.Best));
        float[] first = Floats(run.Store.Values);
        run.Step(0);
        float[] second = Floats(run.Store.Values), average = Floats(run.Optimizer.Average!);
        byte[] compute = run.Store.HalfValues!.bytes.ToArray();

        // The first update's decay is 2 / 11.
        Assert.All(average.Select((value, i) => (value, Expected: ((2 * first[i]) + (9 * second[i])) / 11)), static pair => Assert.Equal(pair.Expected, pair.value, 1e-6));
        using (run.Optimizer.UseAverage())
        {
            Assert.Equal(average, Floats(run.Store.Values));
            Assert.Equal(average[..9].Select(HalfBits.Of), run.Store.HalfValues!.bytes[..18].ToArray().Chunk(2).Select(static pair => BitConverter.ToUInt16(pair)));
            Assert.Throws<InvalidOperationException>(() => run.Optimizer.Step(0.1));
        }

        Assert.Equal(second, Floats(run.Store.Values));
        Assert.Equal(average, Floats(run.Optimizer.Average!));
        Assert.Equal(compute, run.Store.HalfValues!.bytes.ToArray());
    }

    [Fact]
    public void LayersMoveBySharesOfTheRate()
    {
        ParameterSizes sizes = new(3, 0, 0);
        using ParameterStore store = new(sizes, new(CPU, Half: false, Trains: true, Seed: 0));
        foreach (string name in (string[])["visual.conv1.weight", "visual.transformer.resblocks.0.mlp.weight", "visual.proj"])
        {
            store.Root.Add(name, ParameterKind.Matrix, Initial.Constant(0), 1);
        }

        using AdamW optimizer = new(store, new() { LayerDecay = 0.5, WeightDecay = 0 });
        using Tensor ones = ones_like(store.Gradients);
        store.Gradients.copy_(ones);
        optimizer.Step(0.8);
        float[] moved = Floats(store.Values);
        Assert.Equal([-0.2, -0.4, -0.8], moved.Select(static value => Math.Round(value, 5)));
    }

    private static Func<ParameterStore, AdamWState, IReadOnlyList<ParameterSegment>, IParameterUpdate> Fused(UpdateKernel kernel) =>
        (store, state, segments) => new FusedUpdate(store, state, segments, kernel);

    private static void Same(Run one, Run other)
    {
        Assert.Equal(one.Store.Values.bytes.ToArray(), other.Store.Values.bytes.ToArray());
        Assert.Equal(one.Optimizer.FirstMoment.bytes.ToArray(), other.Optimizer.FirstMoment.bytes.ToArray());
        Assert.Equal(one.Optimizer.SecondMoment.bytes.ToArray(), other.Optimizer.SecondMoment.bytes.ToArray());
        Assert.Equal(one.Optimizer.Average?.bytes.ToArray(), other.Optimizer.Average?.bytes.ToArray());
        Assert.Equal(one.Store.HalfValues?.bytes.ToArray(), other.Store.HalfValues?.bytes.ToArray());
    }

    private static void Near(Tensor expected, Tensor found, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor left = expected.to_type(ScalarType.Float64), right = found.to_type(ScalarType.Float64);
        double worst = ((left - right).abs() / (left.abs() + 1)).max().item<double>();
        Assert.True(worst <= tolerance, $"{worst} apart");
    }

    private static float[] Floats(Tensor values) => values.data<float>().ToArray();

    private sealed class Run : IDisposable
    {
        private readonly bool collected;

        public Run(
            bool half, bool collected, OptimizerSpec spec, Func<ParameterStore, AdamWState, IReadOnlyList<ParameterSegment>, IParameterUpdate> update)
        {
            this.collected = collected;
            Store = new(Sizes, new(CPU, half, Trains: true, Seed: 1));
            Store.Root.Add("visual.conv1.weight", ParameterKind.Matrix, Initial.Normal(1), 40_001);
            Store.Root.Add("visual.transformer.resblocks.0.mlp.weight", ParameterKind.Matrix, Initial.Normal(1), 100_002);
            Store.Root.Add("visual.transformer.resblocks.0.mlp.bias", ParameterKind.Other, Initial.Normal(1), 30_001);
            Store.Root.Add("logit_scale", ParameterKind.Exact, Initial.Constant(2));
            Store.Root.Add("logit_bias", ParameterKind.Exact, Initial.Constant(-2));
            Store.Seal();
            Optimizer = new(Store, spec, update);
        }

        public ParameterStore Store { get; }

        public AdamW Optimizer { get; }

        public double Step(int step)
        {
            if (collected)
            {
                FillGradients(step + 100);
                Store.CollectGradients();
            }

            FillGradients(step);
            return Optimizer.Step(0.01 * (step + 1));
        }

        public void FillGradients(int seed)
        {
            using IDisposable noGrad = no_grad();
            for (int i = 0; i < Store.Parameters.Count; i++)
            {
                Tensor gradient = Store.Parameters[i].Compute.grad!;
                using Tensor draws = empty_like(gradient, ScalarType.Float32);
                Initial.Normal(0.5).Fill(draws, (ulong)((seed * 10) + i));
                gradient.Add(draws);
            }
        }

        public void Dispose()
        {
            Optimizer.Dispose();
            Store.Dispose();
        }
    }
}
