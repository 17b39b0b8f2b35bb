using Microsoft.CodeAnalysis;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Model;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators;

/// <summary>Lists what a project declares, and gives a program without an entry point one.</summary>
[Generator]
public sealed class CatalogueGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<CatalogueSpec> catalogue = CatalogueParser.Find(context).WithTrackingName(TrackingNames.Catalogue);
        IncrementalValueProvider<ProgramSpec> program = context.CompilationProvider
            .Select(ProgramParser.Parse)
            .WithTrackingName(TrackingNames.Program);
        context.RegisterSourceOutput(catalogue.Combine(program), static (output, pair) => Emit(output, pair.Left, pair.Right));
    }

    private static void Emit(SourceProductionContext output, CatalogueSpec catalogue, ProgramSpec program)
    {
        bool starts = program.NeedsEntryPoint && (catalogue.Declares || program.Catalogues.Count > 0);
        if (catalogue.Declares || starts)
        {
            output.AddSource("OpenVisionCatalogue.g.cs", CatalogueWriter.Write(catalogue, program));
        }

        if (starts)
        {
            output.AddSource("OpenVisionProgram.g.cs", CatalogueWriter.WriteProgram(program));
        }
    }
}
