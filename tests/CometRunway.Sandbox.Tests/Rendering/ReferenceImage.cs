using SkiaSharp;

namespace CometRunway.Sandbox.Tests.Rendering;

/// <summary>Test images with different corners, and their expected centre crops.</summary>
internal static class ReferenceImage
{
    public static byte[] Encode(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = Draw(width, height);
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    public static SKBitmap Draw(int width, int height)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var gradient = SKShader.CreateLinearGradient(new(0, 0), new(width, height), [SKColors.MidnightBlue, SKColors.Gold], SKShaderTileMode.Clamp);
        using var background = new SKPaint { Shader = gradient };
        canvas.DrawPaint(background);
        Disc(canvas, SKColors.Crimson, width * 0.3f, height * 0.35f, Math.Min(width, height) * 0.18f);
        Disc(canvas, SKColors.SeaGreen, width * 0.68f, height * 0.4f, Math.Min(width, height) * 0.12f);
        Disc(canvas, SKColors.White, width * 0.55f, height * 0.7f, Math.Min(width, height) * 0.1f);
        return bitmap;
    }

    /// <summary>The centre crop as RGB.</summary>
    public static byte[] CentreCrop(byte[] encoded, int width, int height)
    {
        using var source = SKImage.FromEncodedData(encoded);
        var scale = Math.Max((float)width / source.Width, (float)height / source.Height);
        var (cutWidth, cutHeight) = (width / scale, height / scale);
        var cut = SKRect.Create((source.Width - cutWidth) / 2, (source.Height - cutHeight) / 2, cutWidth, cutHeight);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.DrawImage(source, cut, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return Rgb(bitmap);
    }

    public static byte[] Rgb(SKBitmap bitmap)
    {
        var pixels = bitmap.GetPixelSpan();
        var rgb = new byte[bitmap.Width * bitmap.Height * 3];
        for (var i = 0; i < bitmap.Width * bitmap.Height; i++)
            pixels.Slice(i * 4, 3).CopyTo(rgb.AsSpan(i * 3));
        return rgb;
    }

    public static double Difference(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        Assert.Equal(one.Length, other.Length);
        long sum = 0;
        for (var i = 0; i < one.Length; i++)
            sum += Math.Abs(one[i] - other[i]);
        return (double)sum / one.Length;
    }

    private static void Disc(SKCanvas canvas, SKColor colour, float x, float y, float radius)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawCircle(x, y, radius, paint);
    }
}
