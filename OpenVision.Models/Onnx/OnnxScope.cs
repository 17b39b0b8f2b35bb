namespace OpenVision.Onnx;

/// <summary>A place in a model with a name prefix, as <see cref="Layers.ParameterScope"/> is one in a store.</summary>
/// <param name="Table">Every parameter of the model by name.</param>
/// <param name="Prefix">What every name begins with; empty, or ending in a dot.</param>
internal readonly record struct OnnxScope(IReadOnlyDictionary<string, ParameterSpec> Table, string Prefix)
{
    /// <summary>The name of the part that this is the scope of, for what the part gives.</summary>
    public string Name => Prefix.TrimEnd('.');

    /// <summary>The scope of a part inside this one.</summary>
    /// <param name="part">The part's name.</param>
    public OnnxScope this[string part] => this with { Prefix = $"{Prefix}{part}." };

    /// <summary>The scope of a whole model.</summary>
    /// <param name="parameters">The model's parameters.</param>
    public static OnnxScope Of(IEnumerable<ParameterSpec> parameters) => new(parameters.ToDictionary(parameter => parameter.Name), "");

    /// <summary>A name below the prefix.</summary>
    /// <param name="value">Its last part.</param>
    public string Of(string value) => Prefix + value;

    /// <summary>A parameter as it is stored.</summary>
    /// <param name="name">Its name below the prefix.</param>
    public OnnxValue Parameter(string name) => OnnxValue.Of(new OnnxParameter(Table[Of(name)], Transposed: false));

    /// <summary>A matrix that is stored as [out, in], as [in, out].</summary>
    /// <param name="name">Its name below the prefix.</param>
    public OnnxValue Transposed(string name) => OnnxValue.Of(new OnnxParameter(Table[Of(name)], Transposed: true));
}
