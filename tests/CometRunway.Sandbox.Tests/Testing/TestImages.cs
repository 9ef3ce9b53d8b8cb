using SkiaSharp;

namespace CometRunway.Sandbox.Tests.Testing;

/// <summary>Small valid images.</summary>
internal static class TestImages
{
    public static byte[] Create(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    public static string DataUri(byte[] image, string mediaType = "image/png") => $"data:{mediaType};base64,{Convert.ToBase64String(image)}";
}
