using System.Text.Json;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Costs;

/// <summary>Counts against those of the published port (Fixtures/openvision-parameter-counts.json).</summary>
public sealed class ParameterCountTests
{
    private static readonly Dictionary<string, Variant> Variants = new()
    {
        ["tiny"] = Variant.Ti,
        ["small"] = Variant.S,
        ["base"] = Variant.B,
        ["large"] = Variant.L,
        ["so400m"] = Variant.So400m,
        ["huge"] = Variant.H,
    };

    public static TheoryData<string, long, long> Published()
    {
        TheoryData<string, long, long> rows = [];
        foreach (JsonProperty row in Fixture.Json("openvision-parameter-counts.json").EnumerateObject())
        {
            rows.Add(row.Name, row.Value.GetProperty("visual").GetInt64(), row.Value.GetProperty("total_open_clip").GetInt64());
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void EveryPublishedSizeCountsTheSame(string name, long visual, long total)
    {
        string[] parts = name.Split('-');
        Variant variant = Variants[parts[0]];
        TowerSize size = TowerSizes.Vision(variant);
        TowerSize textSize = TowerSizes.Text(variant);
        VisionSpec vision = new()
        {
            Name = name,
            Width = size.Width,
            Depth = size.Depth,
            Heads = size.Heads,
            MlpDim = size.MlpDim,
            EmbedDim = TowerSizes.EmbedDim(variant),
            Patch = int.Parse(parts[1]["patch".Length..], System.Globalization.CultureInfo.InvariantCulture),
            Resolution = int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture),
        };
        TextSpec text = new()
        {
            Name = name,
            Width = textSize.Width,
            Depth = textSize.Depth,
            Heads = textSize.Heads,
            MlpDim = textSize.MlpDim,
            EmbedDim = TowerSizes.EmbedDim(variant),
        };

        Assert.Equal(visual, ParameterCount.Vision(vision));
        Assert.Equal(total, ParameterCount.Vision(vision) + ParameterCount.Text(text).Total + 1);
    }
}
