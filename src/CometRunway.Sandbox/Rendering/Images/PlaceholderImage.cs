using System.Security.Cryptography;
using System.Text;
using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Images;

/// <summary>Draws a landscape (sky, sun, hills) that depends on a name only. It replaces images that are not downloaded.</summary>
internal static class PlaceholderImage
{
    private const int Width = 1280;
    private const int Height = 960;
    private const int Hills = 4;

    public static DecodedImage Draw(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKImageInfo.PlatformColorType, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        using var canvas = new SKCanvas(bitmap);
        var hue = hash[0] * 360f / 256;
        Sky(canvas, hue, hash[1]);
        Sun(canvas, hue, hash[2], hash[3], hash[4]);
        for (var hill = 0; hill < Hills; hill++)
            Hill(canvas, hue, hill, hash.Slice(5 + (hill * 4), 4));
        bitmap.SetImmutable();
        return new(bitmap, SKEncodedOrigin.TopLeft);
    }

    private static void Sky(SKCanvas canvas, float hue, byte spread)
    {
        using var shader = SKShader.CreateLinearGradient(
            new(0, 0),
            new(0, Height * 0.8f),
            [SKColor.FromHsl(hue, 60, 35), SKColor.FromHsl(Turn(hue, 20 + (spread / 6f)), 75, 82)],
            SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawPaint(paint);
    }

    private static void Sun(SKCanvas canvas, float hue, byte across, byte down, byte size)
    {
        var centre = new SKPoint(Width * (0.2f + (across / 430f)), Height * (0.2f + (down / 1000f)));
        var radius = 45 + (size / 4f);
        var light = SKColor.FromHsl(Turn(hue, 50), 90, 93);
        using var glow = SKShader.CreateRadialGradient(centre, radius * 3.5f, [light.WithAlpha(150), light.WithAlpha(0)], SKShaderTileMode.Clamp);
        using var soft = new SKPaint { Shader = glow };
        using var disc = new SKPaint { Color = light, IsAntialias = true };
        canvas.DrawCircle(centre, radius * 3.5f, soft);
        canvas.DrawCircle(centre, radius, disc);
    }

    /// <summary>Draws one range of hills as the sum of two waves. The bytes determine height and phase. Nearer ranges are lower and darker.</summary>
    private static void Hill(SKCanvas canvas, float hue, int index, ReadOnlySpan<byte> shape)
    {
        var ridge = Height * (0.52f + (0.12f * index));
        var (high, low) = (25 + (shape[0] / 6f), 8 + (shape[1] / 20f));
        using var path = new SKPathBuilder();
        path.MoveTo(0, Height);
        for (var x = 0; x <= Width; x += 8)
        {
            var angle = MathF.Tau * x / Width;
            var wave = (high * MathF.Sin((angle * 1.3f) + (shape[2] / 40f))) + (low * MathF.Sin((angle * 4.7f) + (shape[3] / 40f)));
            path.LineTo(x, ridge + wave);
        }

        path.LineTo(Width, Height);
        path.Close();
        using var outline = path.Detach();
        using var paint = new SKPaint { Color = SKColor.FromHsl(Turn(hue, 150 + (8 * index)), 38, 52 - (11 * index)), IsAntialias = true };
        canvas.DrawPath(outline, paint);
    }

    private static float Turn(float hue, float degrees) => (hue + degrees) % 360;
}
