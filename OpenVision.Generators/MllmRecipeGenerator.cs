using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[MllmRecipe]</c> into runs.</summary>
[Generator]
public sealed class MllmRecipeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(context.Mllms(), static (output, recipe) =>
    {
        if (recipe.Type.Extensible)
        {
            output.AddSource($"{recipe.Type.HintName}.g.cs", MllmRecipeWriter.Write(recipe));
            output.AddSpec(recipe.Type, "mllm", recipe is { Failure: null, Spec: { } spec } ? SpecText.Of(spec) : null);
        }
    });
}
