using OpenVision.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>
/// All parameters of a graph in one flat float32 buffer, their gradients in a second. Every parameter is a view, so the
/// optimiser, the gradient norm and an all-reduce are a few operations over the whole. A bfloat16 step reads and leaves
/// bfloat16 copies of both; float32 gradients are kept only where those of several backward passes are added up.
/// Matrices lie first, then the parameters that do not decay, then the exact ones. A bfloat16 graph that does not train has
/// no use for the float32 values of the first two, so it keeps none.
/// </summary>
public sealed class ParameterStore : IDisposable
{
    // A sum of two formats first brings one into the other: on the processor as a copy, which of all gradients would be as large as the float32 buffer.
    private const long CollectedAtOnce = 1 << 19;

    private readonly Dictionary<string, Parameter> byName = new(StringComparer.Ordinal);
    private readonly List<Parameter> parameters = [];
    private readonly List<Parameter> fixedTensors = [];
    private readonly List<Tensor> owned = [];
    private readonly long[] next = new long[3];
    private readonly long[] end = new long[3];
    private readonly long valuesStart;
    private readonly Tensor compute;
    private readonly Tensor computeGradients;
    private Tensor exactGradients;
    private Tensor? gradients;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="sizes">The number of scalars of each kind.</param>
    /// <param name="settings">Precision, device and seed.</param>
    public ParameterStore(ParameterSizes sizes, GraphSettings settings)
    {
        Settings = settings;
        Sizes = sizes;
        next[1] = end[0] = sizes.Matrix;
        next[2] = end[1] = sizes.Matrix + sizes.Other;
        end[2] = sizes.Total;
        long half = settings.Half ? sizes.Matrix + sizes.Other : 0;
        valuesStart = settings.Trains ? 0 : half;
        Values = Allocate(sizes.Total - valuesStart, ScalarType.Float32);
        compute = settings.Half ? Allocate(half, ScalarType.BFloat16) : Values;
        if (!settings.Trains)
        {
            (gradients, exactGradients, computeGradients) = (Values, Values, compute);
        }
        else if (!settings.Half)
        {
            gradients = exactGradients = computeGradients = Zeros(sizes.Total, ScalarType.Float32);
        }
        else
        {
            (exactGradients, computeGradients) = (Zeros(sizes.Exact, ScalarType.Float32), Zeros(half, ScalarType.BFloat16));
        }
    }

    /// <summary>Precision, device and seed.</summary>
    public GraphSettings Settings { get; }

    /// <summary>The number of scalars of each kind.</summary>
    public ParameterSizes Sizes { get; }

    /// <summary>Every parameter, float32, [total]; of a bfloat16 graph that does not train only the exact ones, [exact].</summary>
    public Tensor Values { get; }

    /// <summary>
    /// Every parameter's gradient, float32, [total]; the same buffer as <see cref="Values"/> where nothing trains. In a bfloat16
    /// graph it is made when it is first asked for, and holds what <see cref="CollectGradients"/> has brought in: what the backward
    /// pass since then has left is in the parameters' own gradients, and <see cref="Training.AdamW"/> adds both.
    /// </summary>
    public Tensor Gradients => gradients ??= MakeGradients();

    /// <summary><see cref="Gradients"/>, if it has been made.</summary>
    internal Tensor? AllGradients => gradients;

    /// <summary>The gradients of exact parameters, float32, [exact], as long as <see cref="Gradients"/> has not been made.</summary>
    internal Tensor? ExactGradients => gradients is null ? exactGradients : null;

    /// <summary>What the backward pass leaves of all but exact parameters, bfloat16, [matrix + other]; none in a float32 graph.</summary>
    internal Tensor? HalfGradients => Settings.Half ? computeGradients : null;

    /// <summary>What the forward pass reads of all but exact parameters, bfloat16, [matrix + other]; none in a float32 graph.</summary>
    internal Tensor? HalfValues => Settings.Half ? compute : null;

    /// <summary>The parameters in the order they were declared.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>Tensors that are not trained but belong to the weights, such as fixed positions.</summary>
    public IReadOnlyList<Parameter> Fixed => fixedTensors;

    /// <summary>A parameter by its published name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public Parameter this[string name] => byName[name];

    /// <summary>Whether there is a parameter of a published name.</summary>
    /// <param name="name">The name.</param>
    internal bool Contains(string name) => byName.ContainsKey(name);

    /// <summary>The scope in which names have no prefix.</summary>
    public ParameterScope Root => new(this, "");

    /// <summary>Allocates a parameter, fills it and gives what the forward pass reads.</summary>
    /// <param name="name">The published name.</param>
    /// <param name="kind">How it is used outside the forward pass.</param>
    /// <param name="initial">Its first values; drawn from a generator of its own, seeded with its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="InvalidOperationException">The name is taken, or more was declared than the compiler counted.</exception>
    public Tensor Add(string name, ParameterKind kind, Initial initial, ReadOnlySpan<long> shape)
    {
        long[] dimensions = shape.ToArray();
        long count = dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension));
        int region = (int)kind;
        if (next[region] + count > end[region])
        {
            throw new InvalidOperationException($"{name} does not fit: the graph declares more {kind} parameters than its specs count.");
        }

        using IDisposable noGrad = no_grad();
        long at = next[region];
        next[region] += count;
        bool half = Settings.Half && kind != ParameterKind.Exact;
        Tensor? cast = half ? View(compute, at, dimensions, count) : null;
        Tensor master = at >= valuesStart ? View(Values, at - valuesStart, dimensions, count) : cast!;
        Tensor leaf = cast ?? master;
        if (Settings.Initialise)
        {
            Fill(initial, Hash.Of(name, Settings.Seed), master, leaf);
        }

        if (Settings.Trains)
        {
            leaf.requires_grad = true;
            if (half)
            {
                SetGradient(leaf, computeGradients, at);
            }
            else
            {
                SetGradient(leaf, gradients ?? exactGradients, gradients is null ? at - end[1] : at);
            }
        }

        Parameter parameter = new(name, kind, dimensions, master, leaf) { Start = at };
        if (!byName.TryAdd(name, parameter))
        {
            throw new InvalidOperationException($"Two parameters of the graph are named {name}.");
        }

        parameters.Add(parameter);
        return leaf;
    }

    /// <summary>Keeps a tensor that is not trained but belongs to the weights.</summary>
    /// <param name="name">The published name.</param>
    /// <param name="value">Its value, float32 on the processor; taken over.</param>
    /// <returns>The same values in the step's precision and on its device.</returns>
    public Tensor AddFixed(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Tensor master = Own(value);
        Tensor compute = Own(value.to(Settings.ComputeType, Settings.Device, copy: true));
        fixedTensors.Add(new(name, ParameterKind.Fixed, value.shape, master, compute));
        return compute;
    }

    /// <summary>Checks that the graph declared exactly what its specs count.</summary>
    /// <exception cref="InvalidOperationException">It declared less.</exception>
    public void Seal()
    {
        if (!next.AsSpan().SequenceEqual(end))
        {
            throw new InvalidOperationException($"The graph declares {parameters.Sum(p => p.Shape.Aggregate(1L, (a, b) => a * b))} parameters; its specs count {Sizes.Total}.");
        }
    }

    /// <summary>Takes over a tensor that is not a parameter and lives as long as the graph, such as a mask.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The same tensor, outside every dispose scope.</returns>
    public Tensor Own(Tensor tensor)
    {
        owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    /// <summary>Sets every gradient to zero, as an update does by itself.</summary>
    public void ZeroGradients()
    {
        using IDisposable noGrad = no_grad();
        (gradients ?? exactGradients).zero_();
        if (Settings.Half)
        {
            computeGradients.zero_();
        }
    }

    /// <summary>
    /// Adds bfloat16 gradients to the float32 buffer and sets them to zero: between the backward passes whose gradients one update
    /// adds up. An update after a single backward pass reads them where they are.
    /// </summary>
    public void CollectGradients()
    {
        if (!Settings.Half)
        {
            return;
        }

        using IDisposable noGrad = no_grad();
        long all = computeGradients.shape[0], block = Settings.Device.type == DeviceType.CPU ? CollectedAtOnce : all;
        for (long at = 0; at < all; at += block)
        {
            long count = Math.Min(block, all - at);
            using Tensor sum = Gradients.narrow(0, at, count), part = computeGradients.narrow(0, at, count);
            sum.Add(part);
            part.zero_();
        }
    }

    /// <summary>Casts the float32 values to what the forward pass reads; call after every change of <see cref="Values"/> but an update's.</summary>
    public void RefreshCompute()
    {
        if (!Settings.Half || !Settings.Trains)
        {
            return;
        }

        using IDisposable noGrad = no_grad();
        using Tensor source = Values.narrow(0, 0, compute.shape[0]);
        compute.copy_(source);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Parameter parameter in parameters)
        {
            parameter.Compute.Dispose();
            parameter.Master.Dispose();
        }

        owned.ForEach(tensor => tensor.Dispose());
        compute.Dispose();
        computeGradients.Dispose();
        exactGradients.Dispose();
        gradients?.Dispose();
        Values.Dispose();
    }

    private static void SetGradient(Tensor leaf, Tensor buffer, long at)
    {
        using Tensor part = buffer.narrow(0, at, leaf.numel());
        using Tensor gradient = part.view(leaf.shape);
        leaf.grad = gradient;
    }

    // The exact parameters' gradients move into it.
    private Tensor MakeGradients()
    {
        using IDisposable noGrad = no_grad();
        Tensor all = Zeros(Sizes.Total, ScalarType.Float32);
        using Tensor exact = all.narrow(0, end[1], Sizes.Exact);
        exact.copy_(exactGradients);
        exactGradients.Dispose();
        exactGradients = all;
        foreach (Parameter parameter in parameters.Where(static parameter => parameter.Kind == ParameterKind.Exact))
        {
            SetGradient(parameter.Compute, all, parameter.Start);
        }

        return all;
    }

    private static Tensor View(Tensor buffer, long at, long[] dimensions, long count)
    {
        using Tensor part = buffer.narrow(0, at, count);
        return part.view(dimensions).DetachFromDisposeScope();
    }

    // The draws are float32 in every precision, so that a seed means the same weights.
    private static void Fill(Initial initial, ulong seed, Tensor master, Tensor leaf)
    {
        using Tensor? draws = master.dtype == ScalarType.Float32 ? null : empty_like(master, ScalarType.Float32);
        initial.Fill(draws ?? master, seed);
        if (leaf.dtype != ScalarType.Float32)
        {
            leaf.copy_(draws ?? master);
        }
    }

    private Tensor Allocate(long count, ScalarType type)
    {
        using IDisposable noGrad = no_grad();
        Tensor buffer = empty(count, type, Settings.Device).DetachFromDisposeScope();
        HugePages.Advise(buffer);
        return buffer;
    }

    private Tensor Zeros(long count, ScalarType type)
    {
        using IDisposable noGrad = no_grad();
        Tensor buffer = Allocate(count, type);
        buffer.zero_();
        return buffer;
    }
}
