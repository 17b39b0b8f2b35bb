using System.Globalization;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Data.Packing;

/// <summary>Makes shards of a classified data set in the idx format of MNIST.</summary>
public static class IdxImporter
{
    /// <summary>
    /// Writes a sample for each image: the image as <c>png</c>, its label as <c>cls</c>, and captions drawn from templates as
    /// <c>txt</c> and <c>llava_caption</c>. The same options give the same bytes.
    /// </summary>
    /// <param name="options">What to read and what to write.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the import; finished shards stay.</param>
    /// <exception cref="OpenVisionException">A file is missing or malformed, the two do not belong together, or the folder
    /// cannot be written.</exception>
    public static PackReport Import(IdxImportOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        IdxImages images = IdxFile.ReadImages(options.Images);
        ReadOnlyMemory<byte> labels = IdxFile.ReadLabels(options.Labels);
        Check(options, images, labels.Span);

        CaptionTemplates captions = new(options);
        PngEncoder png = new() { ColorType = PngColorType.Grayscale, BitDepth = PngBitDepth.Bit8, IgnoreMetadata = true };
        int count = options.Most > 0 ? Math.Min(options.Most, images.Count) : images.Count;
        using ShardWriter writer = new(options.Output, options.Name, options.SamplesPerShard);
        for (int i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int label = labels.Span[i];
            writer.Write(
                string.Create(CultureInfo.InvariantCulture, $"{options.Name}-{i:D6}"),
                [
                    ("png", Encode(images, i, png)),
                    ("cls", Utf8Text.Encode(label.ToString(CultureInfo.InvariantCulture))),
                    ("txt", Utf8Text.Encode(captions.Web(i, label))),
                    ("llava_caption", Utf8Text.Encode(captions.Synthetic(i, label, ImageFacts.Of(images[i], images.Width)))),
                ]);
            if (i % 256 == 255)
            {
                progress?.Report((double)i / count);
            }
        }

        IReadOnlyList<string> shards = writer.Complete();
        progress?.Report(1);
        return new(shards, writer.Samples, writer.Bytes, new Dictionary<SkipReason, long>(), []);
    }

    private static void Check(IdxImportOptions options, IdxImages images, ReadOnlySpan<byte> labels)
    {
        if (images.Count != labels.Length)
        {
            throw new OpenVisionException(
                $"'{options.Images}' holds {images.Count} images and '{options.Labels}' {labels.Length} labels: they "
                    + "do not belong together. Name the images and labels of one set.");
        }

        if (options.Classes.Count == 0 || options.WebTemplates.Count == 0 || options.SyntheticTemplates.Count == 0)
        {
            throw new OpenVisionException("An import needs at least one class name, one web template and one synthetic template.");
        }

        int wrong = labels.IndexOfAnyExceptInRange((byte)0, (byte)Math.Min(options.Classes.Count - 1, byte.MaxValue));
        if (wrong >= 0)
        {
            throw new OpenVisionException(
                $"The label {labels[wrong]} of image {wrong} in '{options.Labels}' names none of the "
                    + $"{options.Classes.Count} classes. Give one class name a label, from 0 on.");
        }
    }

    private static byte[] Encode(IdxImages images, int index, PngEncoder png)
    {
        using Image<L8> picture = Image.LoadPixelData<L8>(images[index], images.Width, images.Height);
        using MemoryStream bytes = new();
        picture.Save(bytes, png);
        return bytes.ToArray();
    }
}
