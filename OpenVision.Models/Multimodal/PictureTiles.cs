using static TorchSharp.torch;

namespace OpenVision.Multimodal;

/// <summary>A picture, or a video, as the image encoder sees it.</summary>
/// <param name="Pixels">Normalised tiles, or frames in their order, float32, [tiles, 3, R, R]; a grid's thumbnail comes first.</param>
/// <param name="Size">The size in pixels of the picture that they were made of.</param>
/// <param name="Grid">The grid that the tiles fill row by row; none where the picture is one tile that lies on no grid.</param>
/// <param name="IsVideo">Whether each is a frame of a video.</param>
public sealed record PictureTiles(Tensor Pixels, PictureSize Size, TileGrid? Grid = null, bool IsVideo = false) : IDisposable
{
    /// <summary>The number of tiles.</summary>
    public int Count => (int)Pixels.shape[0];

    /// <inheritdoc/>
    public void Dispose() => Pixels.Dispose();
}
