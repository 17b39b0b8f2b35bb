using OpenVision.Numerics;
using OpenVision.Reporting;
using SkiaSharp;

namespace OpenVision.Scenes;

/// <summary>Paints scenes. One renderer serves one thread; what it paints depends on the scene and the seed alone.</summary>
internal sealed class SceneRenderer : IDisposable
{
    /// <summary>The side of the pictures in pixels.</summary>
    public const int Side = 96;

    private const int JpegQuality = 90;

    private const float LineWidth = 2.5f;

    private static readonly SKColor ink = new(0x1A, 0x1A, 0x22);

    private static readonly SKColor[] colors =
    [
        new(0xE0, 0x1F, 0x26), new(0xFF, 0x8A, 0x00), new(0xFF, 0xE0, 0x1A), new(0x1F, 0xA8, 0x3C),
        new(0x16, 0xD9, 0xE3), new(0x1F, 0x55, 0xF0), new(0x8A, 0x24, 0xC4), new(0xFF, 0x7F, 0xC0),
    ];

    private static readonly SKColor[] grounds =
    [
        new(0xF4, 0xF4, 0xF2), new(0xB8, 0xBA, 0xBD), new(0xD9, 0xC8, 0xEC), new(0xEC, 0xE0, 0xC2),
        new(0xF5, 0xC9, 0xA6), new(0xBF, 0xE8, 0xCF),
    ];

    private readonly SKSurface surface = SKSurface.Create(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque));

    /// <summary>Paints a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="seed">Fixes what the scene leaves open: the width of stripes, the strength of the blur, the noise.</param>
    /// <returns>A JPEG.</returns>
    public byte[] Render(Scene scene, ulong seed)
    {
        Draw draw = new(seed);
        SKCanvas canvas = surface.Canvas;
        using SKImageFilter? blur = scene.Finish == SceneFinish.Blurry
            ? SKImageFilter.CreateBlur((float)draw.Between(1, 1.5), (float)draw.Between(1, 1.5), SKShaderTileMode.Clamp, null)
            : null;
        using SKPaint lens = new() { ImageFilter = blur };
        canvas.SaveLayer(lens);
        Paint(canvas, scene.Background, ref draw);
        foreach (SceneObject item in scene.Objects)
        {
            Paint(canvas, item, scene.Light);
        }

        if (scene.Sign is { } sign)
        {
            Paint(canvas, sign);
        }

        Paint(canvas, scene.Light);
        canvas.Restore();

        using SKPixmap pixels = surface.PeekPixels();
        AddNoise(pixels.GetPixelSpan(), scene.Finish == SceneFinish.Grainy ? draw.Between(16, 24) : draw.Between(0, 5), ref draw);
        using MemoryStream jpeg = new();
        pixels.Encode(jpeg, new SKJpegEncoderOptions(
            JpegQuality, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore));
        return jpeg.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => surface.Dispose();

    private static void Paint(SKCanvas canvas, SceneBackground background, ref Draw draw)
    {
        SKColor first = grounds[(int)background.First], second = grounds[(int)background.Second];
        canvas.Clear(first);
        using SKPaint paint = new() { Color = second, IsAntialias = true };
        float step = (float)draw.Between(8, 15);
        switch (background.Pattern)
        {
            case ScenePattern.Gradient:
                using (SKShader shader = SKShader.CreateLinearGradient(
                    new(0, 0), new(0, Side), [first, second], [0.1f, 0.9f], SKShaderTileMode.Clamp))
                {
                    paint.Shader = shader;
                    canvas.DrawPaint(paint);
                }

                break;
            case ScenePattern.Striped:
                canvas.Save();
                canvas.RotateDegrees(45 * draw.Below(4), Side / 2f, Side / 2f);
                for (float x = -Side; x < 2 * Side; x += 2 * step)
                {
                    canvas.DrawRect(x, -Side, step, 3 * Side, paint);
                }

                canvas.Restore();
                break;
            case ScenePattern.Checked:
                for (int row = 0; row * step < Side; row++)
                {
                    for (int column = row % 2; column * step < Side; column += 2)
                    {
                        canvas.DrawRect(column * step, row * step, step, step, paint);
                    }
                }

                break;
            default:
                break;
        }
    }

    private static void Paint(SKCanvas canvas, SceneObject item, SceneLight light)
    {
        SKPoint from = Towards(light.From);
        SKColor color = colors[(int)item.Color];
        using SKPath outline = SceneShapes.Outline(item.Shape);
        float extent = (float)item.Extent * Side;
        canvas.Save();
        canvas.Translate((float)item.X * Side, (float)item.Y * Side);

        // The shadow falls away from the light, whichever way the object is turned.
        canvas.Translate(-1.6f * from.X, -1.6f * from.Y);
        using SKPaint paint = new() { Color = new(0, 0, 0, 70), IsAntialias = true };
        canvas.RotateDegrees((float)item.Turn);
        canvas.Scale(extent);
        canvas.DrawPath(outline, paint);
        canvas.Restore();

        canvas.Save();
        canvas.Translate((float)item.X * Side, (float)item.Y * Side);
        using SKShader shade = SKShader.CreateLinearGradient(
            new(from.X * extent / 2, from.Y * extent / 2), new(-from.X * extent / 2, -from.Y * extent / 2),
            [Mix(color, SKColors.White, 0.14f), color, Mix(color, SKColors.Black, 0.14f)], SKShaderTileMode.Clamp);
        canvas.RotateDegrees((float)item.Turn);
        canvas.Scale(extent);
        paint.Color = ink; // opaque, so that only the shader's colours show
        using SKShader scaled = shade.WithLocalMatrix(SKMatrix.CreateScale(1 / extent, 1 / extent));
        paint.Shader = scaled;
        canvas.DrawPath(outline, paint);

        // A line around every object, as in a picture book: its shape then shows in front of any background.
        paint.Shader = null;
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeJoin = SKStrokeJoin.Round;
        paint.StrokeWidth = LineWidth / extent;
        canvas.DrawPath(outline, paint);
        canvas.Restore();
    }

    private static void Paint(SKCanvas canvas, SceneSign sign)
    {
        const float height = 10, weight = 0.2f, border = 4;
        float width = StrokeFont.Measure(sign.Word, height) + (2 * border) + 2;
        float middle = Math.Clamp((float)sign.X * Side, (width / 2) + 1, Side - 1 - (width / 2));
        float top = ((float)sign.Y * Side) - 9;
        SKRect plate = new(middle - (width / 2), top, middle + (width / 2), top + 18);
        using SKPaint paint = new() { Color = new(0xFF, 0xFD, 0xF2), IsAntialias = true };
        canvas.DrawRoundRect(plate, 2, 2, paint);
        paint.Color = new(0x22, 0x22, 0x22);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = 1;
        canvas.DrawRoundRect(plate, 2, 2, paint);
        StrokeFont.Write(canvas, sign.Word, middle, top + 13, height, paint.Color, weight, SKTextAlign.Center);
    }

    private static void Paint(SKCanvas canvas, SceneLight light)
    {
        SKPoint from = Towards(light.From);
        SKPoint near = new(Side / 2f * (1 + from.X), Side / 2f * (1 + from.Y));
        SKPoint far = new(Side - near.X, Side - near.Y);
        SKColor[] tints = light.Brightness switch
        {
            SceneBrightness.Dim => [Shade(45), Shade(80), Shade(80), Shade(130)],
            SceneBrightness.Soft => [Glow(20), Glow(0), Shade(0), Shade(70)],
            _ => [Glow(85), Glow(0), Shade(0), Shade(40)],
        };
        using SKShader shader = SKShader.CreateLinearGradient(near, far, tints, [0, 0.5f, 0.5f, 1], SKShaderTileMode.Clamp);
        using SKPaint paint = new() { Shader = shader };
        canvas.DrawPaint(paint);
    }

    private static SKColor Glow(byte alpha) => SKColors.White.WithAlpha(alpha);

    private static SKColor Shade(byte alpha) => SKColors.Black.WithAlpha(alpha);

    // Grey and coloured noise of about the given deviation, from sums of bytes: a normal draw for each of 27,648 values
    // would take longer than all the painting.
    private static void AddNoise(Span<byte> pixels, double deviation, ref Draw draw)
    {
        // A sum of two bytes deviates by 104.5.
        int strength = (int)(deviation / 104.5 * 65536);
        for (int i = 0; i < pixels.Length; i += 4)
        {
            ulong bits = draw.Bits();
            int grey = Sum(bits);
            pixels[i] = Added(pixels[i], grey + (Sum(bits >> 16) / 2), strength);
            pixels[i + 1] = Added(pixels[i + 1], grey + (Sum(bits >> 32) / 2), strength);
            pixels[i + 2] = Added(pixels[i + 2], grey + (Sum(bits >> 48) / 2), strength);
        }

        static int Sum(ulong bits) => (int)(bits & 255) + (int)((bits >> 8) & 255) - 255;
        static byte Added(byte value, int noise, int strength) => (byte)Math.Clamp(value + ((noise * strength) >> 16), 0, 255);
    }

    private static SKPoint Towards(SceneSide side) => side switch
    {
        SceneSide.Left => new(-1, 0),
        SceneSide.Right => new(1, 0),
        SceneSide.Top => new(0, -1),
        _ => new(0, 1),
    };

    private static SKColor Mix(SKColor one, SKColor other, float share) => new(
        (byte)(one.Red + ((other.Red - one.Red) * share)),
        (byte)(one.Green + ((other.Green - one.Green) * share)),
        (byte)(one.Blue + ((other.Blue - one.Blue) * share)));
}
