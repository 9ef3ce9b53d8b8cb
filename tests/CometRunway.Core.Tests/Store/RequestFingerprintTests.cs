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
        var link = InputImage.FromLink(new Uri("https://example.com/a.png?x=1"));
        var request = new VideoSettings { Model = "m", Prompt = "caf\u00e9", Ratio = "1280:768", Duration = 5, Seed = 1 };
        var bytes = InputImage.FromBytes(Encoding.UTF8.GetBytes("png"), new ImageFacts("image/png", 1, 1, 1, 3), "a.png");

        string[] prints =
        [
            RequestFingerprint.Of(link, request, "v"),
            RequestFingerprint.Of(link, request, "w"),
            RequestFingerprint.Of(bytes, request, "v"),
            RequestFingerprint.Of(InputImage.FromLink(new Uri("https://example.com/a.png?x=2")), request, "v"),
            RequestFingerprint.Of(link, request with { Model = "n" }, "v"),
            RequestFingerprint.Of(link, request with { Prompt = null }, "v"),
            RequestFingerprint.Of(link, request with { Ratio = null }, "v"),
            RequestFingerprint.Of(link, request with { Duration = 10 }, "v"),
            RequestFingerprint.Of(link, request with { Duration = 1, Seed = 5 }, "v"),
            RequestFingerprint.Of(link, request with { Seed = null }, "v"),
            RequestFingerprint.Of(link, request with { Watermark = true }, "v"),
            RequestFingerprint.Of(link, request with { Prompt = "\ud800" }, "v"),
            RequestFingerprint.Of(link, request with { Prompt = "\ufffd" }, "v"),
        ];

        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.Equal(prints[0], RequestFingerprint.Of(link, request with { Prompt = "  caf\u00e9\n" }, "v"));
    }

    [Fact]
    public void Fingerprint_OfTheSameBytesUnderAnotherName_IsEqual()
    {
        static InputImage Image(string name) => InputImage.FromBytes(new byte[] { 1, 2, 3 }, new ImageFacts("image/png", 1, 1, 1, 3), name);

        var one = RequestFingerprint.Of(Image("a.png"), new VideoSettings { Model = "m" }, "v");
        var two = RequestFingerprint.Of(Image("b.png"), new VideoSettings { Model = "m" }, "v");

        Assert.Equal(one, two);
    }
}
