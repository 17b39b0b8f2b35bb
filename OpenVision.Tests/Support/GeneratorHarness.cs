extern alias Generators;

using System.Collections.Immutable;
using System.Text;
using Generators::OpenVision.Generators;
using Generators::OpenVision.Generators.Diagnostics.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Tests.Support;

/// <summary>
/// Compiles sources with the generators and analyzers. Every run is followed by one on a copy of the compilation, which
/// must find everything cached, and every value between the steps must be free of what keeps a compilation alive: no
/// test can forget either.
/// </summary>
internal static class GeneratorHarness
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using OpenVision;
        """;

    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)

        // The generator carries a copy of the DSL: beside the DSL itself every attribute would exist twice. Libraries of recipes would
        // join every catalogue.
        .Where(static path => Path.GetFileName(path) is not "OpenVision.Generators.dll" and not "OpenVision.Tests.dll"
            && !Path.GetFileName(path).StartsWith("OpenVision.Recipes", StringComparison.Ordinal))
        .Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>Every analyzer that the generator's assembly has.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(FamilyAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    // Compilations made from one another share the symbols of their references, which is most of the work of a small one.
    private static CSharpCompilation Empty { get; } = CSharpCompilation.Create(
        "Demo",
        [Parse(Usings, "Usings.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A compilation of sources, a file each, before anything is generated.</summary>
    public static CSharpCompilation Compile(
        IEnumerable<string> sources, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, string name = "Demo", params MetadataReference[] more) =>
        Empty
            .WithAssemblyName(name)
            .WithOptions(Empty.Options.WithOutputKind(kind))
            .AddReferences(more)
            .AddSyntaxTrees([.. sources.Select(static (source, i) => Parse(source, $"File{i}.cs"))]);

    /// <summary>A source as a file of a compilation.</summary>
    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path, Encoding.UTF8);

    /// <summary>A driver of all generators that records its steps.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        new IIncrementalGenerator[]
        {
            new VisionModelGenerator(), new TextModelGenerator(), new SweepGenerator(), new CaptionDecoderGenerator(), new TextDecoderGenerator(), new ClipModelGenerator(), new TrainRecipeGenerator(), new CatalogueGenerator(),
            new LanguageModelGenerator(), new MultimodalGenerator(), new MllmRecipeGenerator(),
        }.Select(GeneratorExtensions.AsSourceGenerator),
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Generates, analyses, and checks what holds for every source.</summary>
    public static GeneratedProject Run(params string[] sources) => Run(Compile(sources));

    /// <summary>Generates, analyses, and checks what holds for every compilation.</summary>
    public static GeneratedProject Run(CSharpCompilation compilation)
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        Assert.Empty(reported);
        GeneratorDriverRunResult result = driver.GetRunResult();
        Assert.All(result.Results, static one => Assert.Null(one.Exception));
        StepValues.AssertHoldNoSymbols(result);
        StepValues.AssertCached(driver.RunGenerators(compilation.Clone()).GetRunResult());
        return new GeneratedProject(compilation, output, result);
    }
}
