using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[LanguageModel]</c> into typed graphs.</summary>
[Generator]
public sealed class LanguageModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(context.Languages(), static (output, declared) =>
    {
        if (declared.Type.Extensible)
        {
            output.AddSource($"{declared.Type.HintName}.g.cs", LanguageModelWriter.Write(declared));
            output.AddSpec(declared.Type, "language", declared.Failure is null ? SpecText.Of(declared.Spec) : null);
        }
    });
}
