using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[Multimodal]</c> into models of an image encoder, a connector and a language model.</summary>
[Generator]
public sealed class MultimodalGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(context.Multimodals(), static (output, model) =>
    {
        if (model.Type.Extensible)
        {
            output.AddSource($"{model.Type.HintName}.g.cs", MultimodalWriter.Write(model));
            output.AddSpec(model.Type, "multimodal", model is { Failure: null, Spec: { } spec } ? SpecText.Of(spec) : null);
        }
    });
}
