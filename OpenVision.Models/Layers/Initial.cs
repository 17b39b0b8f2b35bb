using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>The first values of a parameter.</summary>
public abstract record Initial
{
    /// <summary>All the same.</summary>
    /// <param name="value">The value.</param>
    public static Initial Constant(double value) => new ConstantValue(value);

    /// <summary>Normal with mean 0.</summary>
    /// <param name="deviation">The standard deviation.</param>
    public static Initial Normal(double deviation) => new NormalValue(deviation);

    /// <summary>Uniform in ±√(6 / (in + out)), Glorot and Bengio's.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    public static Initial Xavier(long inputs, long outputs) => new UniformValue(Math.Sqrt(6.0 / (inputs + outputs)));

    /// <summary>Normal with deviation √(1 / in), LeCun's.</summary>
    /// <param name="inputs">The number of inputs.</param>
    public static Initial Lecun(long inputs) => new NormalValue(Math.Sqrt(1.0 / inputs));

    /// <summary>Given values.</summary>
    /// <param name="values">The values, as many as the parameter has.</param>
    internal static Initial Given(float[] values) => new GivenValues(values);

    /// <summary>Fills a parameter.</summary>
    /// <param name="parameter">The parameter, float32.</param>
    /// <param name="seed">The seed of its draws.</param>
    public abstract void Fill(Tensor parameter, ulong seed);

    private static Generator Seeded(Tensor parameter, ulong seed) => new(seed >> 1, parameter.device);

    private sealed record GivenValues(float[] Values) : Initial
    {
        public override void Fill(Tensor parameter, ulong seed)
        {
            using Tensor values = tensor(Values, parameter.shape, device: parameter.device);
            parameter.copy_(values);
        }
    }

    private sealed record ConstantValue(double Value) : Initial
    {
        public override void Fill(Tensor parameter, ulong seed) => parameter.Set(Value);
    }

    private sealed record NormalValue(double Deviation) : Initial
    {
        public override void Fill(Tensor parameter, ulong seed)
        {
            using Generator generator = Seeded(parameter, seed);
            parameter.normal_(0, Deviation, generator);
        }
    }

    private sealed record UniformValue(double Bound) : Initial
    {
        public override void Fill(Tensor parameter, ulong seed)
        {
            using Generator generator = Seeded(parameter, seed);
            parameter.uniform_(-Bound, Bound, generator);
        }
    }
}
