using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[TextDecoder]</c> into typed graphs.</summary>
[Generator]
public sealed class TextDecoderGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(context.TextDecoders(), static (output, declared) =>
    {
        if (declared.Type.Extensible)
        {
            output.AddSource($"{declared.Type.HintName}.g.cs", TextDecoderWriter.Write(declared));
            output.AddSpec(declared, "text_decoder", new ModelSpec { Name = declared.Spec.Name, TextDecoder = declared.Spec });
        }
    });
}
