using OpenVision.Data.Images;
using OpenVision.Numerics;
using OpenVision.Text;

namespace OpenVision.Data.Pipeline;

/// <summary>Everything that happens to the samples of one source of training data.</summary>
/// <param name="captions">Reads the captions.</param>
/// <param name="texts">Picks the texts.</param>
/// <param name="images">Makes images of decoded ones.</param>
/// <param name="target">What the image encoder asks for.</param>
/// <param name="tokenizer">The vocabulary.</param>
internal sealed class PairSteps(
    Step<Sample, CaptionPair> captions, TextSteps texts, Step<RgbImage, Pixels> images, ImageTarget target, TextTokenizer tokenizer)
{
    private readonly Step<Sample, Pixels> picture = Images.Encoded() | Images.Decode() | images;

    /// <summary>Writes a sample into a batch.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="seed">The seed of its draws.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="place">The place in it.</param>
    /// <exception cref="SampleFault">The sample cannot be used.</exception>
    /// <exception cref="StepFailure">A step failed.</exception>
    public void Write(Sample sample, ulong seed, PairBatch batch, int place)
    {
        int values = 3 * batch.Resolution * batch.Resolution;
        Memory<float> room = batch.Images.AsMemory(place * values, values);
        StepContext context = new(new Draw(seed), room);
        CaptionPair pair = captions.Apply(sample, ref context);
        (string web, DrawnText first) = Pick(texts.Web, pair, ref context);
        (string synthetic, DrawnText second) = Pick(texts.Synthetic, pair, ref context);
        (string caption, DrawnText written) = batch.CaptionLength > 0 ? Pick(texts.Caption, pair, ref context) : ("", DrawnText.Own);
        Pixels pixels = Checked(picture.Apply(sample, ref context));
        if (!pixels.Memory.Equals(room))
        {
            pixels.Memory.CopyTo(room); // made by a step that brings room of its own
        }

        tokenizer.EncodeText(web, batch.WebText.AsSpan(place * batch.Context, batch.Context));
        tokenizer.EncodeText(synthetic, batch.SyntheticText.AsSpan(place * batch.Context, batch.Context));
        if (batch.CaptionLength > 0)
        {
            tokenizer.EncodeCaption(caption, batch.Caption.AsSpan(place * batch.CaptionLength, batch.CaptionLength));
        }

        batch.Keys[place] = sample.Key;
        batch.Drawn[place] = new(first, second, written);
    }

    private static (string Text, DrawnText From) Pick(Step<CaptionPair, string> step, CaptionPair pair, ref StepContext context)
    {
        context.Text = DrawnText.Own;
        string text = step.Apply(pair, ref context);
        return (text, context.Text);
    }

    private Pixels Checked(Pixels pixels)
    {
        if (pixels.Side != target.Resolution)
        {
            throw new OpenVisionException(
                $"The recipe's images are {pixels.Side} pixels a side after '{images.Name}', and the stage trains on {target.Resolution}. Crop or resize to target.Resolution.");
        }

        return pixels.Mean == ColorTriple.MeanOf(target.Colors) && pixels.Std == ColorTriple.StdOf(target.Colors)
            ? pixels
            : throw new OpenVisionException(
                $"The recipe's images are normalised with other colours than its encoder's, ColorStatistics.{target.Colors}, by '{images.Name}'. End with Images.Normalize(target.Colors).");
    }
}
