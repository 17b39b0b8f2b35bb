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
    public void ItsStagesAreLlavasBehindOneOfTexts()
    {
        MllmRecipeSpec recipe = Text(Declared.Value, "MiniLlava").ToMllm();
        Assert.Equal(["language", "align", "describe", "instruct"], recipe.Stages.Select(stage => stage.Name));
        Assert.Equal([ModelParts.Language, ModelParts.Connector, ModelParts.All, ModelParts.All], recipe.Stages.Select(stage => stage.Trains));
        Assert.Equal("runs/Quickstart", recipe.VisionWeights);
    }

    private static SpecText Text(IReadOnlyList<DeclaredSpec> declared, string name) => declared.Single(spec => spec.Name == name).Text;
}
