using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Layers;

public sealed class TensorMathTests
{
    [Fact]
    public void SumsAndProductsAreThoseOfTheOperators()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor left = tensor(new[] { 1f, 2f, 3f }), right = tensor(new[] { 10f, 20f, 30f });
        Assert.Equal([11f, 22f, 33f], left.Plus(right).data<float>().ToArray());
        Assert.Equal([1.5f, 2.5f, 3.5f], left.Plus(0.5).data<float>().ToArray());
        Assert.Equal([2f, 4f, 6f], left.Times(2).data<float>().ToArray());
        Tensor changed = left.clone();
        changed.Scale(2);
        changed.Add(right, 0.5);
        changed.Add(1);
        changed.AddProduct(left, right, 0.5);
        changed.AddQuotient(right, left, 1);
        changed.Divide(2);
        Assert.Equal([11.5f, 22.5f, 38.5f], changed.data<float>().ToArray()); // (2 l + r / 2 + 1 + l r / 2 + r / l) / 2
        changed.Set(left.IsNotZero(), -1);
        Assert.Equal([-1f, -1f, -1f], changed.data<float>().ToArray());
        changed.Set(7);
        Assert.Equal([7f, 7f, 7f], changed.data<float>().ToArray());
    }

    /// <summary>A sum by the operator makes a number that nothing keeps alive.</summary>
    [Fact]
    public void NoSumOfTensorsIsWrittenWithAnOperator()
    {
        using PEReader file = new(File.OpenRead(typeof(TensorMath).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        string[] operators =
        [
            .. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference
                    && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name) is "Tensor" or "torch")
                .Select(member => metadata.GetString(member.Name)).Where(name => name is "op_Addition" or "op_Subtraction" or "arange"),
        ];
        Assert.Empty(operators);
    }
}
