using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[TextModel]</c> into text encoders.</summary>
[Generator]
public sealed class TextModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.Texts(), static (output, declared) =>
        {
            if (declared.Type.Extensible)
            {
                output.AddSource($"{declared.Type.HintName}.g.cs", TextModelWriter.Write(declared));
                output.AddSpec(declared, "text", new ModelSpec { Name = declared.Spec.Name, Text = declared.Spec });
            }
        });
}
