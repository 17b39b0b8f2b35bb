using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[CaptionDecoder]</c> into caption decoders.</summary>
[Generator]
public sealed class CaptionDecoderGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.Decoders(), static (output, declared) =>
        {
            if (declared.Type.Extensible)
            {
                output.AddSource($"{declared.Type.HintName}.g.cs", CaptionDecoderWriter.Write(declared));
                output.AddSpec(declared, "decoder", new ModelSpec { Name = declared.Spec.Name, Decoder = declared.Spec });
            }
        });
}
