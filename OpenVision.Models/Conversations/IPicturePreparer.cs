using OpenVision.Data.Images;

namespace OpenVision.Conversations;

/// <summary>Makes of a sample's pictures what an image encoder reads. Called by several threads.</summary>
/// <typeparam name="TPicture">What it makes.</typeparam>
internal interface IPicturePreparer<TPicture>
    where TPicture : class, IDisposable
{
    /// <summary>Prepares a picture.</summary>
    /// <param name="path">Its file, which is there.</param>
    /// <param name="isOnly">Whether it is its sample's only one: several are padded to squares, however a single one is fitted.</param>
    /// <exception cref="SampleFault">It is damaged or too large.</exception>
    TPicture Picture(string path, bool isOnly);

    /// <summary>Prepares a video.</summary>
    /// <param name="path">Its file or folder, which is there.</param>
    /// <exception cref="SampleFault">It is damaged or too large, or videos are not read.</exception>
    VideoPicture<TPicture> Video(string path);

    /// <summary>What stands in for the picture of a sample without one; null where nothing does.</summary>
    TPicture? Blank();
}

/// <summary>A prepared video.</summary>
/// <typeparam name="TPicture">What frames are made into.</typeparam>
/// <param name="Frames">Its frames.</param>
/// <param name="TimeSentence">What the question is preceded by; null for nothing.</param>
internal readonly record struct VideoPicture<TPicture>(TPicture Frames, string? TimeSentence);
