using System.Text;
using CometRunway.Images;
using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Core.Tests.Store;

public sealed class RequestFingerprintTests
{
    [Fact]
    public void Fingerprint_OfEachDifference_Differs()
    {
        var link = ImageSource.FromLink(new Uri("https://example.com/a.png?x=1"));
        var request = new ImageToVideoRequest { Image = link, Model = "m", Prompt = "caf\u00e9", Ratio = "1280:768", Duration = 5, Seed = 1 };
        var bytes = ImageSource.FromBytes(Encoding.UTF8.GetBytes("png"), new ImageFacts("image/png", 1, 1, 1, 3), "a.png");

        string[] prints =
        [
            RequestFingerprint.Of(request, "v"),
            RequestFingerprint.Of(request, "w"),
            RequestFingerprint.Of(request with { Image = bytes }, "v"),
            RequestFingerprint.Of(request with { Image = ImageSource.FromLink(new Uri("https://example.com/a.png?x=2")) }, "v"),
            RequestFingerprint.Of(request with { Model = "n" }, "v"),
            RequestFingerprint.Of(request with { Prompt = null }, "v"),
            RequestFingerprint.Of(request with { Ratio = null }, "v"),
            RequestFingerprint.Of(request with { Duration = 10 }, "v"),
            RequestFingerprint.Of(request with { Duration = 1, Seed = 5 }, "v"),
            RequestFingerprint.Of(request with { Seed = null }, "v"),
            RequestFingerprint.Of(request with { Watermark = true }, "v"),
            RequestFingerprint.Of(request with { Prompt = "\ud800" }, "v"),
            RequestFingerprint.Of(request with { Prompt = "\ufffd" }, "v"),
        ];

        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.Equal(prints[0], RequestFingerprint.Of(request with { Prompt = "  caf\u00e9\n" }, "v"));
    }

    [Fact]
    public void Fingerprint_OfTheSameBytesUnderAnotherName_IsEqual()
    {
        static ImageSource Image(string name) => ImageSource.FromBytes(new byte[] { 1, 2, 3 }, new ImageFacts("image/png", 1, 1, 1, 3), name);

        var one = RequestFingerprint.Of(new ImageToVideoRequest { Image = Image("a.png"), Model = "m" }, "v");
        var two = RequestFingerprint.Of(new ImageToVideoRequest { Image = Image("b.png"), Model = "m" }, "v");

        Assert.Equal(one, two);
    }
}
