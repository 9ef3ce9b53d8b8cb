using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Core.Tests.Pictures;

public class TinyPictureTests
{
    [Fact]
    public void Create_EachFormat_IsDecodedByAPictureLibrary()
    {
        Assert.All([TinyPng.Create(33, 17), TinyJpeg.Create(33, 17), TinyWebp.Create(33, 17), TinyWebp.Extended(33, 17)], bytes =>
        {
            using var bitmap = SKBitmap.Decode(bytes);
            Assert.Equal((33, 17), (bitmap.Width, bitmap.Height));
        });
    }
}
