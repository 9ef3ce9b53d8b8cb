using CometRunway.Sandbox.Rendering;
using SkiaSharp;

namespace CometRunway.Benchmarks;

/// <summary>The sandbox's video: 5 s at 1280x720 from a picture of 12 megapixels. Goals: under 150 ms on two cores, under 3 MB.</summary>
internal static class RenderFigures
{
    private const int Times = 20;

    public static void Print(TextWriter output)
    {
        var request = new ClipRequest(Photo(), "photo.jpg", 1280, 720, 5, "a slow pan to the left", 1);
        var bytes = 0;
        output.WriteLine(Timing.Of("render 5 s, 1280x720 (goal: under 150)", Times, () => bytes = ClipRenderer.Render(request).Length));
        output.WriteLine(FormattableString.Invariant($"its size: {bytes:N0} bytes (goal: under 3,000,000)"));
    }

    /// <summary>Drawn, and busy enough that no coder gets it for nothing.</summary>
    private static byte[] Photo()
    {
        using var bitmap = new SKBitmap(4000, 3000);
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint();
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            paint.Color = new SKColor((uint)random.Next() | 0xFF000000);
            canvas.DrawCircle(random.Next(4000), random.Next(3000), random.Next(20, 300), paint);
        }

        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return jpeg.ToArray();
    }
}
