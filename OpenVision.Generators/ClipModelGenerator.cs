using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Model;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Turns classes with <c>[ClipModel]</c> into models that are loaded and run.</summary>
[Generator]
public sealed class ClipModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterSourceOutput(context.Clips(), Emit);
        context.RegisterSourceOutput(context.ClipsWithDecoder(), Emit);
    }

    private static void Emit(SourceProductionContext output, DeclaredClip clip)
    {
        if (clip.Type.Extensible)
        {
            output.AddSource($"{clip.Type.HintName}.g.cs", ClipModelWriter.Write(clip));
            output.AddSpec(clip);
        }
    }
}
