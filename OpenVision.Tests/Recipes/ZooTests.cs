using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Cli;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Recipes;

/// <summary>The recipe libraries as their programs list them, against what is published.</summary>
public sealed class ZooTests
{
    private const double ProfileTolerance = 0.01;

    private static readonly Dictionary<string, string> Sizes = new()
    {
        ["tiny"] = "Ti",
        ["small"] = "S",
        ["base"] = "B",
        ["large"] = "L",
        ["so400m"] = "So400m",
        ["huge"] = "H",
    };

    // open_clip's name of a model, and what its weights load into; rows of the table that share a model share a line of the profile.
    private static readonly (string Profile, string[] Models)[] Clips =
    [
        ("convnext_base_w", ["ConvNextBaseWLaion2B"]),
        ("convnext_large_d_320", ["ConvNextLargeD320Laion2B"]),
        ("convnext_xxlarge", ["ConvNextXXLargeLaion2B"]),
        ("ViT-B-32-256", ["VitB32At256DataComp1B"]),
        ("ViT-B-16", ["VitB16DataComp1B"]),
        ("ViT-L-14", ["VitL14Laion2B", "VitL14DataComp1B", "VitL14Dfn2B"]),
        ("ViT-H-14", ["VitH14Laion2B"]),
        ("ViT-bigG-14", ["VitBigG14Laion2B"]),
        ("ViT-L-14-quickgelu", ["VitL14OpenAi"]),
        ("ViT-SO400M-14-SigLIP", ["VitSo400m14SigLip"]),
        ("ViT-SO400M-14-SigLIP-384", ["VitSo400m14SigLip384"]),
        ("ViT-H-14-quickgelu", ["VitH14Dfn5B"]),
        ("ViT-H-14-378-quickgelu", ["VitH14At378Dfn5B"]),
    ];

    private static readonly Lazy<JsonElement> OpenVisions = new(() => Listed(OpenVision.Recipes.OpenVisionCatalogue.Own));

    private static readonly Lazy<JsonElement> ClipTable = new(() => Listed(OpenVision.Recipes.Clip.OpenVisionCatalogue.Own));

    public static TheoryData<string, long, long> PublishedEncoders()
    {
        TheoryData<string, long, long> rows = [];
        foreach (JsonProperty row in Fixture.Json("openvision-parameter-counts.json").EnumerateObject())
        {
            rows.Add(row.Name, row.Value.GetProperty("visual").GetInt64(), row.Value.GetProperty("total_open_clip").GetInt64());
        }

        return rows;
    }

    public static TheoryData<string, string> ProfiledModels()
    {
        TheoryData<string, string> rows = [];
        foreach ((string profile, string[] models) in Clips)
        {
            foreach (string model in models)
            {
                rows.Add(profile, model);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(PublishedEncoders))]
    public void EveryPublishedEncoderIsListedWithItsCount(string weights, long visual, long total)
    {
        string[] parts = weights.Split('-');
        string name = $"{Sizes[parts[0]]}{parts[1]["patch".Length..]}At{parts[2]}";
        Assert.Equal(visual, Model(OpenVisions.Value, name).GetProperty("parameters").GetInt64());
        JsonElement whole = Model(OpenVisions.Value, $"OpenVision{name}");
        Assert.Equal(total, whole.GetProperty("parameters").GetInt64());
        Assert.Contains(whole.GetProperty("published").EnumerateArray(), published => Number(published, "parameters") == total);
    }

    /// <summary>Three stages that end at the encoder's resolution, as published; the two largest end where theirs do.</summary>
    [Fact]
    public void EverySizeAndPatchHasItsRecipe()
    {
        string[] expected =
        [
            .. Fixture.Json("openvision-parameter-counts.json").EnumerateObject().Select(static row => row.Name.Split('-'))
                .Select(static parts => $"OpenVision{Sizes[parts[0]]}{parts[1]["patch".Length..]}").Distinct().Order(StringComparer.Ordinal),
        ];
        JsonElement[] recipes = [.. OpenVisions.Value.GetProperty("recipes").EnumerateArray().Where(static recipe => !Name(recipe).StartsWith("Table5", StringComparison.Ordinal))];
        Assert.Equal(expected, recipes.Select(Name).Order(StringComparer.Ordinal));
        Assert.All(recipes, static recipe =>
        {
            string[] stages = [.. recipe.GetProperty("stages").EnumerateArray().Select(static stage => stage.GetString()!)];
            Assert.Equal(Name(recipe) == "OpenVisionH14" ? ["pretrain", "finetune"] : ["pretrain", "finetune", "finetune-high"], stages);
        });
    }

    [Fact]
    public void TableFiveIsOneDeclaration() => Assert.Equal(
        ["BPatch16", "BPatch8", "SPatch16", "SPatch8", "TiPatch16", "TiPatch8"],
        OpenVisions.Value.GetProperty("recipes").EnumerateArray().Select(Name)
            .Where(static name => name.StartsWith("Table5.", StringComparison.Ordinal)).Select(static name => name["Table5.".Length..]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(ProfiledModels))]
    public void FlopsAndParametersAreThoseOfOpenClipsProfile(string profile, string name)
    {
        JsonElement row = Fixture.Json("open_clip-profile.json").GetProperty(profile);
        ModelSpec spec = OpenVision.Recipes.Clip.OpenVisionCatalogue.Own.Clips.Single(entry => entry.Spec.Name == name).Spec;
        JsonElement whole = Model(ClipTable.Value, name), image = Model(ClipTable.Value, spec.Vision!.Name), text = Model(ClipTable.Value, spec.Text!.Name);

        foreach ((JsonElement model, string part) in new[] { (whole, ""), (image, "image_"), (text, "text_") })
        {
            double flops = row.GetProperty($"{part}gflops").GetDouble() * 1e9, parameters = row.GetProperty($"{part}mparams").GetDouble() * 1e6;
            Assert.InRange(Number(model, "flops") ?? 0, flops * (1 - ProfileTolerance), flops * (1 + ProfileTolerance));
            Assert.InRange(Number(model, "parameters") ?? 0, parameters - 5_001, parameters + 5_001);
        }
    }

    [Fact]
    public void EveryRowOfTheClipTableHasItsDataItsSamplesAndItsResult()
    {
        JsonElement[] recipes = [.. ClipTable.Value.GetProperty("recipes").EnumerateArray()];
        Assert.Equal(Clips.Sum(static row => row.Models.Length), recipes.Length);
        Assert.All(recipes, static recipe =>
        {
            JsonElement published = Assert.Single(recipe.GetProperty("published").EnumerateArray());
            Assert.NotNull(published.GetProperty("data").GetString());
            Assert.True(published.GetProperty("figures").TryGetProperty("image_net", out _), Name(recipe));

            // Published numbers of samples are rounded, and that of ViT-bigG/14 counts fine-tunes that are no stage of the run.
            double samples = Number(published, "samples")!.Value;
            Assert.InRange(Number(recipe, "samples")!.Value, samples * 0.94, samples * 1.03);
        });
    }

    private static JsonElement Listed(Catalogue catalogue) => CommandLine.Run(catalogue, "list", "--json").Json();

    private static JsonElement Model(JsonElement list, string name) => list.GetProperty("models").EnumerateArray().Single(model => Name(model) == name);

    private static string Name(JsonElement item) => item.GetProperty("name").GetString()!;

    private static double? Number(JsonElement item, string property) => item.GetProperty(property) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
