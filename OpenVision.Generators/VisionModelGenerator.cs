using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[VisionModel]</c> into image encoders.</summary>
[Generator]
public sealed class VisionModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.Visions(), static (output, declared) =>
        {
            if (declared.Type.Extensible)
            {
                output.AddSource($"{declared.Type.HintName}.g.cs", VisionModelWriter.Write(declared));
                output.AddSpec(declared, "vision", new ModelSpec { Name = declared.Spec.Name, Vision = declared.Spec });
            }
        });
}
