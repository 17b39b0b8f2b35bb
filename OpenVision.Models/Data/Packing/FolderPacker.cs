using System.Globalization;
using System.Text.Json;
using OpenVision.Data.Images;

namespace OpenVision.Data.Packing;

/// <summary>Makes shards of a folder of images with captions.</summary>
public static class FolderPacker
{
    /// <summary>
    /// Writes a sample for each captioned image, in the order of the table or of the images' paths: the image byte for byte,
    /// its captions, and its path as <c>json</c>. What cannot be used is left out and reported; a row's fault names its line.
    /// </summary>
    /// <param name="options">What to read and what to write.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the packing; finished shards stay.</param>
    /// <exception cref="OpenVisionException">The folder or the table is missing, the table malformed, nothing usable in it,
    /// or the output cannot be written.</exception>
    public static PackReport Pack(PackOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Directory.Exists(options.Images))
        {
            throw new OpenVisionException($"There is no folder '{options.Images}'. Name the folder that the images are in.");
        }

        Check(options);
        SkipLedger ledger = new();
        using ShardWriter writer = new(options.Output, options.Name, options.SamplesPerShard);
        foreach (CaptionRow row in options.Captions is { } table ? CaptionTable.Read(table, options) : CaptionSidecars.Read(options))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Members(row, options, ledger) is { } members)
            {
                writer.Write(writer.Samples.ToString("D9", CultureInfo.InvariantCulture), members);
            }

            progress?.Report(row.Share);
        }

        return writer.Samples > 0
            ? new(writer.Complete(), writer.Samples, writer.Bytes, ledger.Counts, ledger.Named)
            : throw new OpenVisionException(
                $"No captioned image was found in '{options.Images}'. "
                    + $"{string.Join(" ", ledger.Named.Take(3).Select(skip => $"{skip.Key}: {skip.Detail}"))}".TrimEnd()
                + " Images are .jpg, .png or .webp files; their captions lie beside them or in the table that you name.");
    }

    private static void Check(PackOptions options)
    {
        string[] captions = [options.WebCaption, options.SyntheticCaption];
        foreach (string extension in captions)
        {
            if (MemberName.Parse($"key.{extension}") != new MemberName("key", extension)
                || ImageHeader.Extensions.Append("json").Contains(extension))
            {
                throw new OpenVisionException(
                    $"Captions cannot have the extension '{MemberName.Shown(extension)}'. "
                        + "Name one in lower case that no image and no json member has, such as 'txt'.");
            }
        }

        if (captions[0] == captions[1])
        {
            throw new OpenVisionException($"Web and synthetic captions cannot both have the extension '{captions[0]}'. Name two.");
        }
    }

    private static IReadOnlyList<(string Extension, byte[] Bytes)>? Members(CaptionRow row, PackOptions options, SkipLedger ledger)
    {
        string source = options.Captions ?? options.Images;
        if (row.Fault is { } fault)
        {
            return Leave(SkipReason.InvalidText, fault);
        }

        if (!TryRead(row.File, options, out byte[] image, out ImageHeader? header, out SkipReason reason, out string detail))
        {
            return Leave(reason, detail);
        }

        List<(string, byte[])> members = [(header!.Extension, image)];
        foreach ((string extension, byte[]? bytes) in new[] { (options.WebCaption, row.Web), (options.SyntheticCaption, row.Synthetic) })
        {
            if (bytes is null)
            {
                continue;
            }

            if (Utf8Text.Decode(bytes) is not { } text)
            {
                return Leave(SkipReason.InvalidText, $"The caption '{extension}' of '{MemberName.Shown(row.File)}' is not valid UTF-8.");
            }

            if (text.Length > 0)
            {
                members.Add((extension, Utf8Text.Encode(text)));
            }
        }

        if (members.Count == 1)
        {
            return Leave(SkipReason.NoCaption, $"'{MemberName.Shown(row.File)}' has no caption.");
        }

        Dictionary<string, string> origin = new() { ["file"] = row.File.Replace('\\', '/') };
        members.Add(("json", JsonSerializer.SerializeToUtf8Bytes(origin)));
        return members;

        IReadOnlyList<(string, byte[])>? Leave(SkipReason why, string what)
        {
            ledger.Add(new(why, source, MemberName.Shown(row.Where), what));
            return null;
        }
    }

    private static bool TryRead(
        string relative, PackOptions options, out byte[] image, out ImageHeader? header, out SkipReason reason, out string detail)
    {
        (image, header) = ([], null);
        string shown = MemberName.Shown(relative);
        if (!MemberName.IsSafe(relative))
        {
            (reason, detail) = (SkipReason.UnsafeName, $"'{shown}' is absolute, leads out of the images' folder or "
                + "holds control characters.");
            return false;
        }

        FileInfo file = new(Path.Combine(options.Images, relative));
        if (!file.Exists)
        {
            (reason, detail) = (SkipReason.NoImage, $"There is no image '{shown}'.");
            return false;
        }

        if (file.Length > options.Limits.MemberBytes)
        {
            (reason, detail) = (SkipReason.MemberTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"'{shown}' has {file.Length:N0} bytes; "
                    + $"{options.Limits.MemberBytes:N0} are allowed."));
            return false;
        }

        try
        {
            image = File.ReadAllBytes(file.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            (reason, detail) = (SkipReason.NoImage, $"'{shown}' cannot be read: {error.Message}");
            return false;
        }

        (reason, detail) = ImageHeader.Fault(image, options.Limits.ImagePixels, out header) ?? default;
        return detail is null;
    }
}
