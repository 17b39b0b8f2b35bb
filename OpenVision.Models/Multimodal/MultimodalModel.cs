using OpenVision.Data.Images;
using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Vision;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Multimodal;

/// <summary>
/// A language model that reads pictures: an image encoder's tokens go through a connector into its embeddings. Generated from
/// <see cref="MultimodalSpec"/>'s attribute. Each part has a parameter store of its own.
/// </summary>
public abstract class MultimodalModel : IDisposable
{
    // 32 tiles of 384 pixels are 57 MB, and their activations in a large encoder about ten times as much.
    private const int TilesAtOnce = 32;

    /// <summary>Allocates the parameters that the specs count, and the connector and the newline vector in them.</summary>
    /// <param name="spec">What fixes the model.</param>
    /// <param name="settings">Where and how its parts compute. Default: float32 on the processor, without gradients.</param>
    /// <exception cref="OpenVisionException">The parts do not fit together.</exception>
    protected MultimodalModel(MultimodalSpec spec, MultimodalSettings? settings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Settings = settings ?? MultimodalSettings.Inference;
        Spec = spec = Settings.Images is { } images ? spec with { Images = images } : spec;
        RequireFit(spec);
        VisionParameters = new(ParameterCount.VisionTrained(spec.Vision), Settings.Vision);
        ConnectorParameters = new(ParameterCount.Of(ParameterTable.Connector(spec)), Settings.Connector);
        LanguageParameters = new(ParameterCount.Of(ParameterTable.Language(spec)), Settings.Language);
        AdapterParameters = Settings.Lora is { } lora
            ? new(ParameterCount.Of(ParameterTable.Adapters(spec.Language, lora)), Settings.Adapters ?? (Settings.Language with { Trains = true }))
            : null;
        Adapters = AdapterParameters is { } store ? new(store, Settings.Lora!) : null;
        Connector = new(ConnectorParameters.Root, spec.Vision.Width, spec.Language.Width, spec.ConnectorLayers);
        Newline = spec.HasNewline
            ? LanguageParameters.Root.Add(ParameterTable.Newline, ParameterKind.Other, Initial.Normal(1 / Math.Sqrt(spec.Language.Width)), spec.Language.Width)
            : null;
        Preprocess = PreprocessSpec.Of(spec.Vision, spec.Vision.Resolution);
    }

    /// <summary>What fixes the model; its pictures are fitted as the settings say.</summary>
    public MultimodalSpec Spec { get; }

    /// <summary>Where and how its parts compute.</summary>
    public MultimodalSettings Settings { get; }

    /// <summary>The image encoder's parameters, below <c>visual.</c></summary>
    public ParameterStore VisionParameters { get; }

    /// <summary>The connector's parameters.</summary>
    public ParameterStore ConnectorParameters { get; }

    /// <summary>The language model's parameters, and the newline vector.</summary>
    public ParameterStore LanguageParameters { get; }

    /// <summary>The adapters' parameters; none without adapters.</summary>
    public ParameterStore? AdapterParameters { get; }

    /// <summary>The language model's low-rank adapters; none without.</summary>
    protected LanguageAdapters? Adapters { get; }

    /// <summary>How the image encoder prepares a tile.</summary>
    public PreprocessSpec Preprocess { get; internal set; }

    /// <summary>The image encoder.</summary>
    public abstract VisionEncoder Vision { get; }

    /// <summary>The language model.</summary>
    public abstract LanguageModel Language { get; }

    /// <summary>The map from the image encoder's tokens to the language model's.</summary>
    public Connector Connector { get; }

    /// <summary>The vector that ends a row of a picture's tokens, [width]; none where the model's pictures have no such rows.</summary>
    public Tensor? Newline { get; }

    /// <summary>A picture's tokens among the language model's embeddings.</summary>
    /// <param name="picture">The picture, or the video.</param>
    /// <returns>[T, width], in the caller's dispose scope.</returns>
    public Tensor PictureTokens(PictureTiles picture) => PictureTokens([picture])[0];

    /// <summary>
    /// The tokens of several pictures, whose tiles go through the encoder together, a bounded number at a time. An encoder that does not
    /// train keeps nothing for a derivative.
    /// </summary>
    /// <param name="pictures">The pictures and videos, at least one.</param>
    /// <returns>Each one's [T, width], in the caller's dispose scope.</returns>
    public IReadOnlyList<Tensor> PictureTokens(IReadOnlyList<PictureTiles> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = Connector.Forward(Placed(Features(pictures), Settings.Connector));      // [tiles, T, width]
        tokens = Placed(tokens, Settings.Language);
        List<Tensor> joined = new(pictures.Count);
        long at = 0;
        foreach (PictureTiles picture in pictures)
        {
            joined.Add(Joined(picture, tokens.narrow(0, at, picture.Count)).MoveToOuterDisposeScope());
            at += picture.Count;
        }

        return joined;
    }

    /// <summary>Reads a picture and prepares it as a sample's only one.</summary>
    /// <param name="picture">The file: JPEG, PNG or WebP.</param>
    /// <returns>The picture's tiles, owned by the caller.</returns>
    /// <exception cref="OpenVisionException">The file cannot be read, is no picture, or asks for too much.</exception>
    public PictureTiles Prepare(string picture)
    {
        try
        {
            return PicturePreparation.Single(PictureFile.Read(picture, PictureLimits.Default), Spec.Images, Preprocess);
        }
        catch (SampleFault fault)
        {
            throw new OpenVisionException($"The picture '{picture}' cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Prepares a picture's bytes as a sample's only one.</summary>
    /// <param name="bytes">JPEG, PNG or WebP.</param>
    /// <exception cref="SampleFault">They are no picture, or ask for too much.</exception>
    internal PictureTiles Prepare(ReadOnlyMemory<byte> bytes) =>
        PicturePreparation.Single(ImageDecoder.Open(bytes, PictureLimits.Default.Pixels), Spec.Images, Preprocess);

    /// <summary>Ends the allocation of parameters: every store holds what the specs count.</summary>
    protected void Seal()
    {
        VisionParameters.Seal();
        ConnectorParameters.Seal();
        LanguageParameters.Seal();
        AdapterParameters?.Seal();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        VisionParameters.Dispose();
        ConnectorParameters.Dispose();
        LanguageParameters.Dispose();
        AdapterParameters?.Dispose();
        GC.SuppressFinalize(this);
    }

    private Tensor Joined(PictureTiles picture, Tensor tokens) => picture.IsVideo
        ? VideoTokens.Join(tokens, Spec.Video ?? throw new OpenVisionException($"{Spec.Name} reads no videos: declare [Video] on it."), Newline)
        : TokenMerge.Picture(tokens, picture.Size, picture.Grid, Spec, Newline);

    private Tensor Features(IReadOnlyList<PictureTiles> pictures)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable? noGrad = Settings.Vision.Trains ? null : no_grad();
        Tensor[] features = [.. Batches(pictures).Select(Encode)];
        return (features.Length == 1 ? features[0] : cat(features)).MoveToOuterDisposeScope();
    }

    private Tensor Encode(IReadOnlyList<Tensor> tiles)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = tiles.Count == 1 ? tiles[0] : cat([.. tiles]);
        return Vision.Features(pixels.to(Settings.Vision.Device), Spec.FeatureLayer, Spec.KeepClassToken).MoveToOuterDisposeScope();
    }

    // Views of the pictures' tiles, in order, cut where a batch is full.
    private static IEnumerable<IReadOnlyList<Tensor>> Batches(IReadOnlyList<PictureTiles> pictures)
    {
        List<Tensor> batch = [];
        long room = TilesAtOnce;
        foreach (PictureTiles picture in pictures)
        {
            for (long at = 0; at < picture.Count;)
            {
                long taken = Math.Min(room, picture.Count - at);
                batch.Add(picture.Pixels.narrow(0, at, taken));
                (at, room) = (at + taken, room - taken);
                if (room == 0)
                {
                    yield return batch;
                    (batch, room) = ([], TilesAtOnce);
                }
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static Tensor Placed(Tensor tensor, GraphSettings settings) => tensor.to(settings.ComputeType, settings.Device);

    private static void RequireFit(MultimodalSpec spec)
    {
        if (spec.KeepClassToken && (spec.Images.Merge != TileMerge.Flat || spec.Video is not null))
        {
            throw new OpenVisionException($"{spec.Name} keeps the class token, which has no place in a grid: merge tiles as Flat and read no videos, or drop it.");
        }

        if (spec.Video is { Newline: NewlinePlace.Row or NewlinePlace.Frame } && !spec.HasNewline)
        {
            throw new OpenVisionException($"{spec.Name} puts newlines into videos and has no newline vector: merge tiles as SpatialUnpad, or put none.");
        }
    }
}
