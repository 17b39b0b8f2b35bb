using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Model;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Expands classes with <c>[Sweep]</c> into families of models and recipes.</summary>
[Generator]
public sealed class SweepGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(context.Sweeps(), static (output, sweep) =>
    {
        if (!sweep.Type.Extensible)
        {
            return;
        }

        void Add(TypeDeclaration type, string text) => output.AddSource($"{type.HintName}.g.cs", text);
        Add(sweep.Type, SweepWriter.Write(sweep));
        sweep.Visions.ToList().ForEach(vision => Add(vision.Type, VisionModelWriter.Write(vision)));
        sweep.Texts.ToList().ForEach(text => Add(text.Type, TextModelWriter.Write(text)));
        sweep.Decoders.ToList().ForEach(decoder => Add(decoder.Type, CaptionDecoderWriter.Write(decoder)));
        sweep.Recipes.ToList().ForEach(recipe => Add(recipe.Type, RecipeWriter.Write(recipe)));
    });
}
