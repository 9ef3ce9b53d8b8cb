using SkiaSharp;

namespace CometRunway.Sandbox.Tests.Testing;

/// <summary>Small real pictures.</summary>
internal static class TestPictures
{
    public static byte[] Create(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    public static string DataUri(byte[] picture, string mediaType = "image/png") => $"data:{mediaType};base64,{Convert.ToBase64String(picture)}";
}
