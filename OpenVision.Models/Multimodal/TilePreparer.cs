using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Multimodal;

/// <summary>Prepares a sample's pictures as a model's policy says.</summary>
/// <param name="model">The model.</param>
/// <param name="preprocess">How its image encoder prepares a tile.</param>
internal sealed class TilePreparer(MultimodalSpec model, PreprocessSpec preprocess) : IPicturePreparer<PictureTiles>
{
    /// <inheritdoc/>
    public PictureTiles Picture(string path, bool isOnly)
    {
        RgbImage image = PictureFile.Read(path, PictureLimits.Default);
        return isOnly ? PicturePreparation.Single(image, model.Images, preprocess) : PicturePreparation.Padded(image, preprocess);
    }

    /// <inheritdoc/>
    public VideoPicture<PictureTiles> Video(string path)
    {
        VideoPolicySpec policy = model.Video ?? throw new SampleFault(SkipReason.NoImage, $"{model.Name} reads no videos: declare [Video] on it.");
        PreparedVideo video = VideoPreparation.Read(path, policy, preprocess);
        return new(video.Tiles, policy.TimeSentence ? video.TimeSentence : null);
    }

    /// <inheritdoc/>
    public PictureTiles? Blank() => null; // a sample without a picture needs no stand-in here
}
