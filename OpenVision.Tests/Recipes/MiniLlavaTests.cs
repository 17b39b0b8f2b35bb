using OpenVision.Receipts;
using OpenVision.Tests.Receipts;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Recipes;

public sealed class MiniLlavaTests
{
    private static readonly Lazy<IReadOnlyList<DeclaredSpec>> Declared = new(static () =>
        AssemblySpecs.Read(BuiltRecipes.Build(File.ReadAllText(Path.Combine(Repository.Root, "recipes", "mini-llava.cs"))), "mini-llava.dll")!);

    [Fact]
    public void ItsEncoderIsTheQuickstartsTrainedByTheSameRun()
    {
        IReadOnlyList<DeclaredSpec> quickstart = AssemblySpecs.Read(BuiltRecipes.Assembly, "quickstart.dll")!;
        Assert.Equal(Text(quickstart, "Quickstart"), Text(Declared.Value, "Quickstart"));
        Assert.Equal(Text(quickstart, "SceneEncoder"), Text(Declared.Value, "SceneEncoder"));
    }

    [Fact]
    public void ItsStagesAreLlavasWithOneOfTextsAndOneOfReading()
    {
        MllmRecipeSpec recipe = Text(Declared.Value, "MiniLlava").ToMllm();
        Assert.Equal(["language", "align", "read", "describe", "instruct"], recipe.Stages.Select(stage => stage.Name));
        Assert.Equal([ModelParts.Language, ModelParts.Connector, ModelParts.Vision | ModelParts.Connector, ModelParts.All, ModelParts.All], recipe.Stages.Select(stage => stage.Trains));
        Assert.Equal("runs/Quickstart", recipe.VisionWeights);
    }

    /// <summary>The comparison of resolutions reads what mini-llava leaves, and differs from size to size in the size alone.</summary>
    [Fact]
    public void ItsResolutionsGoOnFromItsOwnLanguageModel()
    {
        IReadOnlyList<DeclaredSpec> declared = AssemblySpecs.Read(BuiltRecipes.Build(File.ReadAllText(Path.Combine(Repository.Root, "recipes", "llava-resolutions.cs"))), "llava-resolutions.dll")!;
        MllmRecipeSpec first = Text(Declared.Value, "MiniLlava").ToMllm();
        Assert.Equal(ModelParts.Language, first.Stages[0].Trains);
        foreach (int size in (ReadOnlySpan<int>)[32, 64, 96])
        {
            MllmRecipeSpec recipe = Text(declared, $"Llava{size}").ToMllm();
            Assert.Equal(first.Model.Language with { Name = "" }, recipe.Model.Language with { Name = "" });
            Assert.Equal(first.Model.Vision with { Name = "", Resolution = size }, recipe.Model.Vision with { Name = "" });
            Assert.Equal("runs/MiniLlava/parts/stage-1/language.safetensors", recipe.LanguageWeights);
            Assert.Equal(Text(declared, "Llava64").ToMllm().Stages, recipe.Stages);
        }
    }

    private static SpecText Text(IReadOnlyList<DeclaredSpec> declared, string name) => declared.Single(spec => spec.Name == name).Text;
}
