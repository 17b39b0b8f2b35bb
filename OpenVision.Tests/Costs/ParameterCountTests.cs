using System.Text.Json;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Costs;

/// <summary>Counts against those of the published port (Fixtures/openvision-parameter-counts.json).</summary>
public sealed class ParameterCountTests
{
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
    public void TheCompilerCountsEveryPublishedSize(string name, long visual, long total)
    {
        Assert.Equal(visual, PublishedModels.Visions[name].Compiled);
        Assert.Equal(total, visual + PublishedModels.Texts[name.Split('-')[0]].Compiled + 1);
    }

    /// <summary>The graph allocates its parameters on a device without memory, so that the largest costs nothing.</summary>
    [Theory]
    [MemberData(nameof(Published))]
    public void TheLiveGraphHasAsMany(string name, long visual, long total)
    {
        (_, VisionSpec vision, var createVision) = PublishedModels.Visions[name];
        (_, TextSpec text, var createText) = PublishedModels.Texts[name.Split('-')[0]];
        ModelSpec model = new() { Name = name, Vision = vision, Text = text, Loss = ContrastiveLossKind.Softmax };
        using DisposeScope scope = NewDisposeScope();
        using ParameterStore store = new(ParameterCount.Of(model.Parameters()), GraphSettings.Inference with { Device = new Device(DeviceType.META) });
        _ = createVision(store.Root["visual"]);
        Assert.Equal(visual, Count(store));
        _ = createText(store.Root);
        _ = new LogitScale(store.Root);
        store.Seal();
        Assert.Equal(total, Count(store));
        Assert.Equal(
            model.Parameters().Select(parameter => $"{parameter.Name} {string.Join(',', parameter.Shape)}").Order(StringComparer.Ordinal),
            store.Parameters.Concat(store.Fixed).Select(parameter => $"{parameter.Name} {string.Join(',', parameter.Shape)}").Order(StringComparer.Ordinal));
    }

    private static long Count(ParameterStore store) => store.Parameters.Concat(store.Fixed).Sum(parameter => parameter.Shape.Aggregate(1L, (product, size) => product * size));
}
