using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using OpenVision.Generators.Parsing;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV6nnn: models against the checkpoints that they are declared for, whose configuration or header is an additional file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProvenanceAnalyzer : DiagnosticAnalyzer
{
    private const string Config = nameof(VisionModelAttribute.Config);

    // A list of every tensor helps nobody who named the wrong file.
    private const int MostDifferences = 8;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.CheckpointDiffers, Descriptors.CheckpointUnread];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (CheckpointParser.Model(type, attribute) is { } model && new AttributeArguments(attribute).Get(Config, "") is { Length: > 0 } path)
            {
                foreach (Finding finding in Check(model, path, context))
                {
                    Location location = Locator.Locate(type, attribute, finding.Place, context.CancellationToken);
                    context.ReportDiagnostic(Diagnostic.Create(finding.Rule, location, finding.Values));
                }
            }
        }
    }

    private static IEnumerable<Finding> Check(ModelSpec model, string path, SymbolAnalysisContext context)
    {
        if (Find(path, context.Options.AdditionalFiles)?.GetText(context.CancellationToken) is not SourceText text)
        {
            return [Unread(path, "is not among the project's additional files; add <AdditionalFiles Include=\"" + path + "\" /> to it, or correct the path")];
        }

        IReadOnlyDictionary<string, object?> leaves;
        try
        {
            leaves = JsonLeaves.Read(text.ToString());
        }
        catch (FormatException e)
        {
            return [Unread(path, $"is no JSON ({e.Message}); fetch it again")];
        }

        IReadOnlyList<string>? differences = CheckpointCheck.Differences(model, leaves);
        return differences is null
            ? [Unread(path, "is neither an open_clip configuration nor a safetensors header; name one of these")]
            : differences.Count > 0 ? [new(Descriptors.CheckpointDiffers, Place.Declaring(Config), path, Sentence(differences), model.Name)] : [];
    }

    private static string Sentence(IReadOnlyList<string> differences) =>
        string.Join("; ", differences.Take(MostDifferences)) + (differences.Count > MostDifferences ? $"; and {differences.Count - MostDifferences} more" : "");

    private static Finding Unread(string path, string why) => new(Descriptors.CheckpointUnread, Place.Declaring(Config), path, why);

    private static AdditionalText? Find(string path, ImmutableArray<AdditionalText> files)
    {
        string wanted = path.Replace('\\', '/');
        return files.FirstOrDefault(file => $"/{file.Path.Replace('\\', '/')}".EndsWith($"/{wanted}", StringComparison.Ordinal));
    }
}
