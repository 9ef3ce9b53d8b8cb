using CometRunway.Sandbox.Rendering;
using SkiaSharp;

namespace CometRunway.Benchmarks;

/// <summary>Rendering of a 5 s clip at 1280x720. Goals: under 150 ms on two idle cores, under 3 MB.</summary>
internal static class RenderFigures
{
    private const int Iterations = 20;

    public static void Print(TextWriter output)
    {
        // Most of the first time is decoding the photo; the second clip has none.
        var length = Print("render: 5 s, 1280x720, from 12 megapixels", Request(Photo()), output);
        Print("render: the same from a placeholder image", Request(null), output);
        output.WriteLine(FormattableString.Invariant($"render: {length:N0} bytes (goals: under 150 ms, under 3,000,000 bytes)"));
    }

    private static int Print(string name, ClipRequest request, TextWriter output)
    {
        var length = 0;
        var before = Environment.CpuUsage.TotalTime;
        output.WriteLine(Timing.Of(name, Iterations, () => length = ClipRenderer.Render(request).Length));
        var each = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / (Iterations + 1);
        output.WriteLine(FormattableString.Invariant($"render: {each:0.0} ms of processor time each, including the warm-up"));
        return length;
    }

    private static ClipRequest Request(ReadOnlyMemory<byte>? image) => new(image, "photo.jpg", 1280, 720, 5, "a slow pan to the left", 1);

    /// <summary>Draws an image with noise, so that its file has the size of a photo: about 3 MB.</summary>
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

        using var grain = SKShader.CreatePerlinNoiseTurbulence(0.2f, 0.2f, 2, 1);
        paint.Shader = grain;
        paint.BlendMode = SKBlendMode.Overlay;
        canvas.DrawPaint(paint);
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return jpeg.ToArray();
    }
}
