using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Model;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[TrainRecipe]</c> into runs.</summary>
[Generator]
public sealed class TrainRecipeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterSourceOutput(context.Recipes(), Emit);
        context.RegisterSourceOutput(context.RecipesWithDecoder(), Emit);
    }

    private static void Emit(SourceProductionContext output, DeclaredRecipe recipe)
    {
        if (recipe.Type.Extensible)
        {
            output.AddSource($"{recipe.Type.HintName}.g.cs", RecipeWriter.Write(recipe));
            output.AddSpec(recipe);
        }
    }
}
