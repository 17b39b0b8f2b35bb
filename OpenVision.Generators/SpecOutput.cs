using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Model;

namespace OpenVision.Generators;

/// <summary>Adds the texts of what is declared; a declaration that breaks a rule has none.</summary>
internal static class SpecOutput
{
    /// <summary>Adds a model's.</summary>
    public static void AddSpec<TSpec>(this SourceProductionContext output, Declared<TSpec> declared, string kind, ModelSpec spec)
        where TSpec : IEquatable<TSpec>
    {
        if (declared.Failure is null)
        {
            output.AddSource(SpecFile.HintName(declared.Type), SpecFile.Write(declared.Type, kind, SpecText.Of(spec)));
        }
    }

    /// <summary>Adds that of a model of two towers.</summary>
    public static void AddSpec(this SourceProductionContext output, DeclaredClip clip)
    {
        if (clip is { Failure: null, Spec: { } spec })
        {
            output.AddSource(SpecFile.HintName(clip.Type), SpecFile.Write(clip.Type, "clip", SpecText.Of(spec)));
        }
    }

    /// <summary>Adds a class's, if it has one.</summary>
    public static void AddSpec(this SourceProductionContext output, TypeDeclaration type, string kind, SpecText? text)
    {
        if (text is not null)
        {
            output.AddSource(SpecFile.HintName(type), SpecFile.Write(type, kind, text));
        }
    }

    /// <summary>Adds a recipe's.</summary>
    public static void AddSpec(this SourceProductionContext output, DeclaredRecipe recipe)
    {
        if (recipe is { Failure: null, Spec: { } spec })
        {
            output.AddSource(SpecFile.HintName(recipe.Type), SpecFile.Write(recipe.Type, "recipe", SpecText.Of(spec)));
        }
    }
}
