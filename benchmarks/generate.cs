// How long the generators take for a project of 200 recipes: from nothing, after edits elsewhere, and after an edit of one recipe.
//
//   dotnet run benchmarks/generate.cs              the median of five processes
//   dotnet run benchmarks/generate.cs -- sweep     the same with a family of 12 recipes declared by one [Sweep] beside them

#:package Microsoft.CodeAnalysis.CSharp

using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

const int Runs = 5;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not ["once", ..])
{
    string[] names = [];
    List<double[]> runs = [];
    for (int run = 0; run < Runs; run++)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["once", .. args]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[][] rows = [.. process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t'))];
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            return process.ExitCode;
        }

        names = [.. rows.Select(static row => row[0])];
        runs.Add([.. rows.Select(static row => double.Parse(row[1], CultureInfo.InvariantCulture))]);
    }

    for (int i = 0; i < names.Length; i++)
    {
        double[] sorted = [.. runs.Select(run => run[i]).Order()];
        Console.WriteLine($"{names[i],-44} {sorted[Runs / 2],8:F1}  ({sorted[0]:F1} to {sorted[^1]:F1})");
    }

    return 0;
}

string compiler = (string)AppContext.GetData("OpenVision.Benchmarks.Compiler")!;
AssemblyLoadContext.Default.Resolving += (context, name) =>
    Path.Combine(compiler, $"{name.Name}.dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
Measurement.Run(args.Contains("sweep"));
return 0;

/// <summary>One process's figures; its own class, since the compiler is found before anything names it.</summary>
internal static class Measurement
{
    private const int Recipes = 200;
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(static path => MetadataReference.CreateFromFile(path))];

    private static readonly IIncrementalGenerator[] Generators = [.. Assembly.LoadFrom(Library()).GetTypes()
        .Where(static type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IIncrementalGenerator)))
        .Select(static type => (IIncrementalGenerator)Activator.CreateInstance(type)!)];

    public static void Run(bool sweep)
    {
        CSharpCompilation project = Project("Demo", sweep);
        GeneratorDriver driver = Timed("cold, ms", Driver(), project);
        Report("cold", driver);
        _ = Timed("cold, code compiled, ms", Driver(), Project("Other", sweep));

        SyntaxTree elsewhere = Tree(project, "Elsewhere.cs"), recipe = Tree(project, "Recipe7.cs");
        CSharpCompilation edited = project.ReplaceSyntaxTree(elsewhere, Parse("namespace Demo; public class Elsewhere { public int Number() { return 2; } }", "Elsewhere.cs"));
        driver = Timed("after an edit of a method elsewhere, ms", driver, edited);
        Report("after an edit of a method elsewhere", driver);
        edited = edited.ReplaceSyntaxTree(elsewhere = Tree(edited, "Elsewhere.cs"), Parse("namespace Demo; public class Elsewhere { public int Number() { return 3; } }", "Elsewhere.cs"));
        driver = Timed("after another edit of it, code compiled, ms", driver, edited);
        edited = edited.ReplaceSyntaxTree(elsewhere = Tree(edited, "Elsewhere.cs"), Parse("namespace Demo; public class Elsewhere { public int Number() { return 2; } public int More => 3; }", "Elsewhere.cs"));
        driver = Timed("after a new member elsewhere, ms", driver, edited);
        Report("after a new member elsewhere", driver);
        edited = edited.ReplaceSyntaxTree(recipe, Parse(recipe.ToString().Replace("WeightDecay = 0.05", "WeightDecay = 0.07", StringComparison.Ordinal), "Recipe7.cs"));
        driver = Timed("after an edit of one recipe, ms", driver, edited);
        Report("after an edit of one recipe", driver);
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        Generators.Select(GeneratorExtensions.AsSourceGenerator),
        parseOptions: Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static GeneratorDriver Timed(string what, GeneratorDriver driver, Compilation compilation)
    {
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        Console.WriteLine($"{what}\t{Stopwatch.GetElapsedTime(start).TotalMilliseconds:F2}");
        return driver;
    }

    // Outputs that were kept and those that were made, of all generators together; a generator that failed ends the run.
    private static void Report(string what, GeneratorDriver driver)
    {
        GeneratorDriverRunResult result = driver.GetRunResult();
        if (result.Results.FirstOrDefault(static one => one.Exception is not null).Exception is { } failure)
        {
            throw failure;
        }

        IncrementalStepRunReason[] reasons = [.. result.Results
            .SelectMany(static one => one.TrackedOutputSteps).SelectMany(static step => step.Value)
            .SelectMany(static step => step.Outputs).Select(static output => output.Reason)];
        int kept = reasons.Count(static reason => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
        Console.WriteLine($"{what}, outputs kept\t{kept}");
        Console.WriteLine($"{what}, outputs made\t{reasons.Length - kept}");
        Console.WriteLine($"{what}, files\t{result.GeneratedTrees.Length}");
    }

    private static CSharpCompilation Project(string name, bool sweep)
    {
        List<SyntaxTree> trees =
        [
            Parse("global using OpenVision;", "Usings.cs"),
            Parse("namespace Demo; public class Elsewhere { public int Number() { return 1; } }", "Elsewhere.cs"),
            Parse("""
                namespace Demo;
                [RecipeDefaults(WeightDecay = 0.1, Beta2 = 0.98, ClipNorm = 1)]
                [Stage("low", Resolution = 112, Samples = 6_400_000, BatchSize = 1024, BaseLearningRate = 1e-3, WarmupSamples = 640_000)]
                [Stage("high", Samples = 1_280_000, BatchSize = 512, BaseLearningRate = 5e-4)]
                [Augment(MinArea = 0.5, ColorJitter = 0.2)]
                [Data("shards/{0..9}.tar", Vocabulary = "shards/vocab.txt")]
                public abstract class Shared;
                """, "Shared.cs"),
        ];
        string[] variants = ["Ti", "S", "B", "L"];
        for (int i = 0; i < 8; i++)
        {
            trees.Add(Parse($"namespace Demo; [VisionModel(Variant.{variants[i % 4]}, Patch = {(i < 4 ? 16 : 8)}, Resolution = 224)] public sealed partial class Encoder{i};", $"Encoder{i}.cs"));
        }

        for (int i = 0; i < 4; i++)
        {
            trees.Add(Parse($"namespace Demo; [TextModel(Variant.{variants[i]})] public sealed partial class Text{i};", $"Text{i}.cs"));
        }

        for (int i = 0; i < Recipes; i++)
        {
            // Every other one takes over from the shared curriculum, and half of these through another recipe.
            string from = i % 4 == 1 ? "[From<Shared>]" : i % 4 == 3 ? $"[From<Recipe{i - 2}>]" : "";
            string own = from.Length == 0
                ? """
                  [Stage("low", Resolution = 112, Samples = 2_048_000, BatchSize = 1024, BaseLearningRate = 1e-3)]
                  [Stage("high", Samples = 512_000, BatchSize = 512, BaseLearningRate = 5e-4)]
                  [Data("shards/{0..9}.tar")]
                  """
                : """[Stage("high", Samples = 640_000)]""";
            trees.Add(Parse($$"""
                namespace Demo;
                [TrainRecipe<Encoder{{i % 8}}, Text{{i % 4}}>(Seed = {{i}}, WeightDecay = 0.05)]
                {{from}}
                {{own}}
                public sealed partial class Recipe{{i}};
                """, $"Recipe{i}.cs"));
        }

        if (sweep)
        {
            trees.Add(Parse("namespace Demo; [Sweep<Recipe0>(Variants = [Variant.Ti, Variant.S, Variant.B], Patches = [16, 8], Seeds = [1, 2])] public static partial class Family;", "Family.cs"));
        }

        return CSharpCompilation.Create(name, trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Options, path);

    private static SyntaxTree Tree(CSharpCompilation compilation, string path) => compilation.SyntaxTrees.Single(tree => tree.FilePath == path);

    // The generators are a library of the compiler's, which a program cannot refer to beside the attributes that they have a copy of.
    private static string Library([CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here)!, "..", "artifacts", "bin", "OpenVision.Generators", "release", "OpenVision.Generators.dll"));
}
