using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Evaluation;

/// <summary>The picture among a sample's members.</summary>
internal static class PictureMember
{
    /// <summary>The picture's bytes, undecoded; none where the sample has no picture.</summary>
    /// <param name="sample">The sample.</param>
    public static ReadOnlyMemory<byte>? Of(Sample sample)
    {
        foreach (string extension in ImageHeader.Extensions)
        {
            if (sample.Members.TryGetValue(extension, out ReadOnlyMemory<byte> bytes))
            {
                return bytes;
            }
        }

        return null;
    }

    /// <summary>The picture's bytes, undecoded.</summary>
    /// <param name="sample">The sample.</param>
    /// <exception cref="SampleFault">The sample has no picture.</exception>
    public static ReadOnlyMemory<byte> Required(Sample sample) =>
        Of(sample) ?? throw new SampleFault(SkipReason.NoImage, $"No member is an image ({string.Join(", ", ImageHeader.Extensions)}).");

    /// <summary>Decodes the picture.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="spec">How it is prepared, and R, the side in pixels.</param>
    /// <param name="target">Where it is written, [3, R, R].</param>
    /// <returns>Why that cannot be, or null.</returns>
    public static Skip? Read(Sample sample, PreprocessSpec spec, Span<float> target)
    {
        try
        {
            EvalImage.Write(Required(sample), spec, target);
            return null;
        }
        catch (SampleFault fault)
        {
            return new(fault.Reason, sample.Shard, sample.Key, fault.Message);
        }
    }
}
