using System.Text;
using CsCheck;
using OpenVision.Cli;
using OpenVision.Receipts;
using OpenVision.Tests.Cli;

namespace OpenVision.Tests.Receipts;

/// <summary>Assemblies and packages may come from anywhere: they are read, and nothing of them is loaded or run.</summary>
public sealed class SpecSourceTests
{
    private static readonly string[] Quickstart = ["Quickstart", "SceneCaptioner", "SceneEncoder", "SceneText"];

    [Fact]
    public void AnAssemblyTellsWhatItDeclares()
    {
        IReadOnlyList<DeclaredSpec> specs = AssemblySpecs.Read(BuiltRecipes.Assembly, "quickstart.dll")!;

        Assert.Equal(Quickstart, specs.Select(static spec => spec.Name).Order(StringComparer.Ordinal));
        DeclaredSpec recipe = specs.Single(static spec => spec.Kind == "recipe");
        Assert.NotEqual("", recipe.Generator);
        Assert.Equal(["low", "high"], recipe.Text.ToRecipe().Stages.Select(static stage => stage.Name));
        Assert.Equal(128, specs.Single(static spec => spec.Kind == "vision").Text.ToModel().Vision!.Width);
    }

    /// <summary>Its module initialiser would end the process.</summary>
    [Fact]
    public void NothingOfAnAssemblyIsRun()
    {
        byte[] assembly = BuiltRecipes.Build("""
            [VisionModel(Variant.Ti)]
            public sealed partial class Encoder
            {
                [System.Runtime.CompilerServices.ModuleInitializer]
                internal static void Run() => Environment.Exit(99);
            }
            """);
        Assert.Equal("Encoder", Assert.Single(AssemblySpecs.Read(assembly, "bad.dll")!).Name);
    }

    /// <summary>What the generator wrote of a class in this very assembly is what the running program says of it.</summary>
    [Fact]
    public void AnAssemblyAndItsProgramSayTheSame()
    {
        IReadOnlyList<DeclaredSpec> specs = AssemblySpecs.Read(typeof(SpecSourceTests).Assembly.Location);
        DeclaredSpec recipe = specs.Single(static spec => spec.ClassName == nameof(Training.CaptionedRecipe));
        Assert.Equal("OpenVision.Tests.Training.CaptionedRecipe", recipe.Name);
        Assert.Equal(SpecText.Of(Training.CaptionedRecipe.Definition), recipe.Text);
    }

    [Fact]
    public void ABrokenAssemblyIsRefusedOrRead() => Gen.Select(Gen.Int[0, BuiltRecipes.Assembly.Length - 1], Gen.Byte, Gen.Int[1, 64]).Sample(
        static (at, value, length) =>
        {
            byte[] image = [.. BuiltRecipes.Assembly];
            image.AsSpan(at, Math.Min(length, image.Length - at)).Fill(value);
            RefusedOrRead(() => AssemblySpecs.Read(image, "a.dll"));
            RefusedOrRead(() => AssemblySpecs.Read(BuiltRecipes.Assembly[..at], "a.dll"));
        },
        iter: 2_000);

    /// <summary>The declarations' own bytes, where it hurts most.</summary>
    [Fact]
    public void ABrokenDeclarationIsRefusedOrRead()
    {
        int start = BuiltRecipes.Assembly.AsSpan().IndexOf("class = Quickstart"u8) - 64;
        Assert.True(start > 0);
        Gen.Select(Gen.Int[0, 512], Gen.Byte).Sample(
            (at, value) =>
            {
                byte[] image = [.. BuiltRecipes.Assembly];
                image[start + at] = value;
                RefusedOrRead(() => AssemblySpecs.Read(image, "a.dll"));
            },
            iter: 2_000);
    }

    [Fact]
    public void APackageTellsWhatItsAssembliesDeclareOnce()
    {
        using TemporaryFolder folder = new();
        BuiltRecipes.Pack(
            folder["a.nupkg"],
            ("a.nuspec", "<package/>"u8.ToArray()),
            ("lib/net10.0/Quickstart.dll", BuiltRecipes.Assembly),
            ("lib/net11.0/Quickstart.dll", BuiltRecipes.Assembly),
            ("lib/net10.0/../../../../etc/escape.txt", "no"u8.ToArray()),
            ("tools/broken.dll", "no assembly"u8.ToArray()));

        Assert.Equal(Quickstart, PackageSpecs.Read(folder["a.nupkg"]).Select(static spec => spec.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["a.nupkg"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void BuildsThatDisagreeAreRefused()
    {
        using TemporaryFolder folder = new();
        BuiltRecipes.Pack(
            folder["a.nupkg"],
            ("lib/net10.0/Q.dll", BuiltRecipes.Assembly),
            ("lib/net11.0/Q.dll", BuiltRecipes.Changed(("Seed = 0", "Seed = 1"))));

        Assert.Equal(
            "error: '" + folder["a.nupkg"] + "' declares Quickstart in 'lib/net10.0/Q.dll' otherwise than in 'lib/net11.0/Q.dll'. Compare one of these .dll files.\n",
            Refused(folder["a.nupkg"]));
    }

    [Theory]
    [InlineData("none.dll", "", "cannot be read")]
    [InlineData("empty.dll", "", "is not a sound assembly")]
    [InlineData("text.dll", "MZ and nothing else", "is not a sound assembly")]
    [InlineData("text.nupkg", "PK and nothing else", "is not a sound package")]
    [InlineData("text.json", "{\"recipe\":", "is not the record of a run")]
    [InlineData("text.txt", "words", "is none of the files that can be compared")]
    public void WhatIsNoSuchFileIsRefusedInOneLine(string name, string content, string why)
    {
        using TemporaryFolder folder = new();
        if (name != "none.dll")
        {
            File.WriteAllText(folder[name], content);
        }

        Assert.Contains(why, Refused(folder[name]), StringComparison.Ordinal);
    }

    [Fact]
    public void ALibraryWithoutDeclarationsIsRefused() =>
        Assert.Contains("declares no recipe and no model", Refused(typeof(RecipeSpec).Assembly.Location), StringComparison.Ordinal);

    [Fact]
    public void APackageThatUnpacksWithoutEndIsRefused()
    {
        using TemporaryFolder folder = new();
        BuiltRecipes.Pack(folder["bomb.nupkg"], ("lib/net10.0/Bomb.dll", new byte[AssemblySpecs.MostBytes + 1]));
        Assert.True(new FileInfo(folder["bomb.nupkg"]).Length < 1 << 20);

        Assert.Contains("Bomb.dll' has more than 64 MiB", Refused(folder["bomb.nupkg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void APackageOfCountlessAssembliesIsRefused()
    {
        using TemporaryFolder folder = new();
        BuiltRecipes.Pack(folder["many.nupkg"], [.. Enumerable.Range(0, 65).Select(static i => ($"lib/net10.0/{i}.dll", Encoding.ASCII.GetBytes("MZ")))]);

        Assert.Contains("has 65 assemblies", Refused(folder["many.nupkg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenPackageIsRefusedOrRead()
    {
        using TemporaryFolder folder = new();
        BuiltRecipes.Pack(folder["a.nupkg"], ("lib/net10.0/Q.dll", BuiltRecipes.Assembly));
        byte[] package = File.ReadAllBytes(folder["a.nupkg"]);
        Gen.Select(Gen.Int[0, package.Length - 1], Gen.Byte).Sample(
            (at, value) =>
            {
                byte[] broken = [.. package];
                broken[at] = value;
                broken[^(1 + (at % 128))] ^= value; // the directory is at the end
                string path = folder[$"{Environment.CurrentManagedThreadId}.nupkg"];
                File.WriteAllBytes(path, broken);
                RefusedOrRead(() => PackageSpecs.Read(path));
            },
            iter: 500);
    }

    private static void RefusedOrRead(Action read)
    {
        try
        {
            read();
        }
        catch (OpenVisionException)
        {
            // In a line, as everything of this kind.
        }
    }

    private static string Refused(string path)
    {
        CommandLine refused = CommandLine.Run("diff", path, "Captioner");
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith("error: '", refused.Error, StringComparison.Ordinal);
        Assert.Equal(refused.Error.Length - 1, refused.Error.IndexOf('\n', StringComparison.Ordinal));
        return refused.Error;
    }
}
