using System.Text.Json;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Tests.Support;
using static TorchSharp.torch;

namespace OpenVision.Tests.Multimodal;

/// <summary>The cases of <c>llava-micro</c>: a connector of 32 to 48, tiles of 5 x 5 patches, a newline, and llama-micro's token table.</summary>
internal sealed class LlavaFixture : IDisposable
{
    private readonly ParameterStore store;
    private readonly JsonElement json;

    public LlavaFixture(string name, bool trains = false)
    {
        json = Fixture.Json("llava-micro.config.json").GetProperty("cases").EnumerateArray().Single(found => found.GetProperty("name").GetString() == name);
        Name = name;
        Expected = Fixture.Tensors("llava-micro.expected.safetensors");
        Weights = Fixture.Tensors("llava-micro.weights.safetensors");
        Spec = MicroMultimodal.Spec(Images(), video: new() { Pooling = Pooling(), Newline = Newlines() });
        store = new(ParameterCount.Of(ParameterTable.Connector(Spec)), GraphSettings.Inference with { Trains = trains });
        Connector = new(store.Root, 32, 48, layers: 2);
        Fixture.Load(store, Weights, parameter => Weights[$"model.mm_projector.{parameter}"].alias());
    }

    public static TheoryData<string> Names =>
        [.. Fixture.Json("llava-micro.config.json").GetProperty("cases").EnumerateArray().Select(found => found.GetProperty("name").GetString()!)];

    public string Name { get; }

    public IReadOnlyDictionary<string, Tensor> Expected { get; }

    public IReadOnlyDictionary<string, Tensor> Weights { get; }

    public MultimodalSpec Spec { get; }

    public Connector Connector { get; }

    public ParameterStore ConnectorParameters => store;

    public Tensor? Newline => Spec.HasNewline ? Weights["model.image_newline"] : null;

    public int Limit => json.GetProperty("limit") is { ValueKind: JsonValueKind.Number } limit ? limit.GetInt32() : 0;

    public PaddingSide Side => json.GetProperty("side").GetString() == "left" ? PaddingSide.Left : PaddingSide.Right;

    public int Pictures => json.GetProperty("images").GetArrayLength();

    public Tensor this[string key] => Expected[$"{Name}.{key}"];

    public int Tokens(int picture)
    {
        JsonElement image = json.GetProperty("images")[picture];
        return image.GetProperty("kind").GetString() == "video" ? TileLayout.VideoTokens(Spec, image.GetProperty("frames").GetInt32())
            : GridOf(picture) is { } grid ? TileLayout.Tokens(Spec, grid, SizeOf(image))
            : TileLayout.TileTokens(Spec);
    }

    public Tensor Merged(int picture)
    {
        JsonElement image = json.GetProperty("images")[picture];
        Tensor tokens = Connector.Forward(this[$"features.{picture}"]);
        return image.GetProperty("kind").GetString() == "video"
            ? VideoTokens.Join(tokens, Spec.Video!, Newline)
            : TokenMerge.Picture(tokens, SizeOf(image), GridOf(picture), Spec, Newline);
    }

    public Tensor Embed(Tensor ids) => Weights["model.embed_tokens.weight"].index_select(0, ids);

    public void Dispose()
    {
        store.Dispose();
        foreach (Tensor tensor in Expected.Values.Concat(Weights.Values))
        {
            tensor.Dispose();
        }
    }

    // Pictures of one tile lie on no grid.
    private TileGrid? GridOf(int picture)
    {
        JsonElement image = json.GetProperty("images")[picture];
        return Spec.Images.Aspect == ImageAspect.AnyRes && image.GetProperty("tiles").GetInt32() > 1 ? TileLayout.Choose(SizeOf(image), Spec.Images, 70) : null;
    }

    private ImagePolicySpec Images()
    {
        EquatableArray<TileGrid> grids = json.TryGetProperty("pinpoints", out JsonElement pinpoints)
            ? new([.. pinpoints.EnumerateArray().Select(pinpoint => new TileGrid(pinpoint[0].GetInt32() / 70, pinpoint[1].GetInt32() / 70))])
            : default;
        return new()
        {
            Aspect = grids.Count > 0 ? ImageAspect.AnyRes : ImageAspect.Pad,
            Grids = grids,
            Merge = json.GetProperty("merge").GetString() == "flat" ? TileMerge.Flat : TileMerge.SpatialUnpad,
            MaxTiles = json.GetProperty("cap") is { ValueKind: JsonValueKind.Number } cap ? cap.GetInt32() : 0,
        };
    }

    private TokenPooling Pooling() => json.GetProperty("pool_mode").GetString() switch
    {
        "average" => TokenPooling.Average,
        "max" => TokenPooling.Max,
        _ => TokenPooling.Bilinear,
    };

    private NewlinePlace Newlines() => json.GetProperty("newline_position").GetString() switch
    {
        "grid" => NewlinePlace.Row,
        "frame" => NewlinePlace.Frame,
        "no_token" => NewlinePlace.None,
        _ => NewlinePlace.Video,
    };

    private static PictureSize SizeOf(JsonElement image) => new(image.GetProperty("size")[0].GetInt32(), image.GetProperty("size")[1].GetInt32());
}
