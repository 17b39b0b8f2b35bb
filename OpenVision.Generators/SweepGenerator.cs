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
        foreach (Declared<VisionSpec> vision in sweep.Visions)
        {
            Add(vision.Type, VisionModelWriter.Write(vision));
            output.AddSpec(vision, "vision", new() { Name = vision.Spec.Name, Vision = vision.Spec });
        }

        foreach (Declared<TextSpec> text in sweep.Texts)
        {
            Add(text.Type, TextModelWriter.Write(text));
            output.AddSpec(text, "text", new() { Name = text.Spec.Name, Text = text.Spec });
        }

        foreach (Declared<DecoderSpec> decoder in sweep.Decoders)
        {
            Add(decoder.Type, CaptionDecoderWriter.Write(decoder));
            output.AddSpec(decoder, "decoder", new() { Name = decoder.Spec.Name, Decoder = decoder.Spec });
        }

        foreach (DeclaredRecipe recipe in sweep.Recipes)
        {
            Add(recipe.Type, RecipeWriter.Write(recipe));
            output.AddSpec(recipe);
        }
    });
}
