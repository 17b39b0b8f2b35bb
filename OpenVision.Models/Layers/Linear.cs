using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>A linear map, <c>y = x Wᵀ + b</c>.</summary>
public sealed class Linear
{
    private readonly Tensor weight;
    private readonly Tensor? bias;

    /// <summary>Allocates <c>weight</c> [outputs, inputs] and, where asked for, <c>bias</c> [outputs], which starts at 0.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="inputs">The size of an input vector.</param>
    /// <param name="outputs">The size of an output vector.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="initial">The weight's first values. Default: LeCun's normal.</param>
    public Linear(ParameterScope scope, int inputs, int outputs, bool bias = true, Initial? initial = null)
        : this(scope, inputs, outputs, initial ?? Initial.Lecun(inputs), bias ? Initial.Constant(0) : null)
    {
    }

    /// <summary>Allocates <c>weight</c> [outputs, inputs] and, where it has first values, <c>bias</c> [outputs].</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="inputs">The size of an input vector.</param>
    /// <param name="outputs">The size of an output vector.</param>
    /// <param name="initial">The weight's first values.</param>
    /// <param name="initialBias">The bias's; none without a bias.</param>
    internal Linear(ParameterScope scope, int inputs, int outputs, Initial initial, Initial? initialBias)
    {
        weight = scope.Add("weight", ParameterKind.Matrix, initial, outputs, inputs);
        bias = initialBias is null ? null : scope.Add("bias", ParameterKind.Other, initialBias, outputs);
    }

    /// <summary>A map whose weight is another part's, such as a tied head.</summary>
    /// <param name="weight">[outputs, inputs].</param>
    internal Linear(Tensor weight) => this.weight = weight;

    /// <summary>What the forward pass multiplies with, [outputs, inputs].</summary>
    internal Tensor Weight => weight;

    /// <summary>What it adds, [outputs]; none without a bias.</summary>
    internal Tensor? Bias => bias;

    /// <summary>Applies the map.</summary>
    /// <param name="x">[..., inputs].</param>
    /// <returns>[..., outputs], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x) => functional.linear(x, weight, bias);

    /// <summary>Applies the map without its bias.</summary>
    /// <param name="x">[N, inputs].</param>
    /// <returns>[N, outputs], in the caller's dispose scope.</returns>
    internal Tensor Product(Tensor x)
    {
        using Tensor transposed = weight.t();
        return x.mm(transposed);
    }

    /// <summary>The derivative of <see cref="Product"/>: adds the weight's gradient to its own.</summary>
    /// <param name="gradient">The product's gradient, [N, outputs].</param>
    /// <param name="x">[N, inputs].</param>
    /// <returns>The gradient of x, in the caller's dispose scope.</returns>
    internal Tensor Backward(Tensor gradient, Tensor x)
    {
        AddGradient(gradient, x);
        return BackwardInput(gradient);
    }

    /// <summary>The gradient of a product's input.</summary>
    /// <param name="gradient">The product's gradient, [N, outputs].</param>
    /// <returns>[N, inputs], in the caller's dispose scope.</returns>
    internal Tensor BackwardInput(Tensor gradient) => gradient.mm(weight);

    /// <summary>Adds the weight's gradient to its own.</summary>
    /// <param name="gradient">The product's gradient, [N, outputs].</param>
    /// <param name="x">[N, inputs].</param>
    internal void AddGradient(Tensor gradient, Tensor x) => AddGradient(weight, gradient, x);

    /// <summary>Adds the gradient of a weight to its own.</summary>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="gradient">The gradient of its product, [N, outputs].</param>
    /// <param name="x">What it was multiplied with, [N, inputs].</param>
    internal static void AddGradient(Tensor weight, Tensor gradient, Tensor x)
    {
        using Tensor sum = weight.grad!;
        using Tensor transposed = gradient.t();
        sum.addmm_(transposed, x, 1, 1);
    }
}
