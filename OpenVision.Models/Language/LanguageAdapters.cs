using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>
/// Low-rank adapters for a language model's linear maps, in a store of their own: the language model's can be frozen while they train.
/// They start as no change at all. <see cref="ParameterTable.Adapters"/> has their sizes.
/// </summary>
/// <param name="store">Where they are allocated, by the names of peft's files.</param>
/// <param name="lora">Rank, scale and dropout.</param>
public sealed class LanguageAdapters(ParameterStore store, LoraSpec lora)
{
    /// <summary>What a map's name begins with in peft's files, and the names of its two matrices behind the map's.</summary>
    internal const string Prefix = "base_model.model.", Down = "lora_A", Up = "lora_B";

    private const string Weight = "weight";

    /// <summary>Where they are allocated.</summary>
    public ParameterStore Store { get; } = store;

    /// <summary>Rank, scale and dropout.</summary>
    public LoraSpec Lora { get; } = lora;

    /// <summary>What the low-rank product is multiplied with: alpha / rank.</summary>
    internal double Scale => Lora.Alpha / Lora.Rank;

    /// <summary>Adds the adapters to the weights that they change, and makes them no change again.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="parameters">The language model's store.</param>
    public void Merge(LanguageSpec spec, ParameterStore parameters)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(parameters);
        using IDisposable noGrad = no_grad();
        foreach (ParameterSpec parameter in ParameterTable.Language(spec).Where(parameter => ChangeOf(parameter.Name) is not null))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor master = parameters[parameter.Name].Master;
            master.copy_(Merged(parameter.Name, master)!);
            ChangeOf(parameter.Name)!.Value.Up.Master.zero_();
        }

        parameters.RefreshCompute();
        Store.RefreshCompute();
    }

    /// <summary>A weight with its adapter: W + (alpha / rank) B A, computed in float32 and rounded to the weight's format once.</summary>
    /// <param name="name">The weight's name.</param>
    /// <param name="weight">The weight.</param>
    /// <returns>In the caller's dispose scope; none where nothing adapts the weight.</returns>
    internal Tensor? Merged(string name, Tensor weight)
    {
        if (ChangeOf(name) is not { } change)
        {
            return null;
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor product = change.Up.Master.to_type(ScalarType.Float32).mm(change.Down.Master.to_type(ScalarType.Float32)).Times(Scale);
        return weight.to_type(ScalarType.Float32).Plus(product).to_type(weight.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The adapters' scope of a language model's scope.</summary>
    /// <param name="scope">The language model's.</param>
    internal ParameterScope Beside(ParameterScope scope) => new(Store, Prefix + scope.Prefix);

    private (Parameter Down, Parameter Up)? ChangeOf(string name)
    {
        string map = Prefix + (name.EndsWith("." + Weight, StringComparison.Ordinal) ? name[..^Weight.Length] : name);
        return Store.Contains($"{map}{Up}.{Weight}") ? (Store[$"{map}{Down}.{Weight}"], Store[$"{map}{Up}.{Weight}"]) : null;
    }
}
