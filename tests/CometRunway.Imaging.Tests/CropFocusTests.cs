using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images.Fitting;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>Crops are made only when asked for, to the pixel, and say what they cut. Red grows to the right, green downwards.</summary>
public class CropFocusTests
{
    [Theory]
    [InlineData("top", 0, 102)]
    [InlineData("center", 76, 178)]
    [InlineData("centre", 76, 178)]
    [InlineData(" Bottom ", 153, 255)]
    [InlineData("left", 76, 178)]
    public async Task TransformAsync_TallImageToWideRatio_KeepsTheEndThatWasAsked(string focus, int greenAbove, int greenBelow)
    {
        using var fitting = new Fitting();

        var fitted = await fitting.TransformAsync(TinyPng.Create(600, 900), focus, "1280:768");

        using var shown = Fitting.DisplayText(fitted);
        Assert.Equal((600, 360), (shown.Width, shown.Height));
        Assert.InRange(shown.GetPixel(300, 0).Green, greenAbove - 3, greenAbove + 3);
        Assert.InRange(shown.GetPixel(300, 359).Green, greenBelow - 3, greenBelow + 3);
        Assert.Equal(0, shown.GetPixel(0, 100).Red);
    }

    [Theory]
    [InlineData("left", 0, 83)]
    [InlineData("right", 172, 254)]
    public async Task TransformAsync_WideImageToTallRatio_KeepsTheSideThatWasAsked(string focus, int redLeft, int redRight)
    {
        using var fitting = new Fitting();

        var fitted = await fitting.TransformAsync(TinyPng.Create(1110, 600), focus, "768:1280");

        using var shown = Fitting.DisplayText(fitted);
        Assert.Equal((360, 600), (shown.Width, shown.Height));
        Assert.InRange(shown.GetPixel(1, 300).Red, redLeft - 3, redLeft + 3);
        Assert.InRange(shown.GetPixel(358, 300).Red, redRight - 3, redRight + 3);
    }

    [Fact]
    public async Task TransformAsync_TurnedImage_IsCroppedAsItIsSeen()
    {
        using var fitting = new Fitting();

        var fitted = await fitting.TransformAsync(TestImages.Jpeg(300, 900, 6), "top", "1280:768");

        using var shown = Fitting.DisplayText(fitted);
        Assert.Equal((300, 180), (shown.Width, shown.Height));
        Assert.True(TestImages.IsNear(shown.GetPixel(75, 170), TestKit.Files.SampleImage.Quarters[0]));
        Assert.True(TestImages.IsNear(shown.GetPixel(225, 170), TestKit.Files.SampleImage.Quarters[1]));
        Assert.All(["1280:768", "80 %", "bottom"], value => Assert.Contains(value, fitted.Notes[0], StringComparison.Ordinal));
    }

    public static TheoryData<string> Ratios() => [.. ModelCatalog.Default.Models.SelectMany(m => m.Ratios).Distinct()];

    [Theory]
    [MemberData(nameof(Ratios))]
    public async Task TransformAsync_EveryRatioOfTheCatalogue_IsMetToThePixel(string text)
    {
        using var fitting = new Fitting();
        Assert.True(VideoRatio.TryParse(text, out var ratio));

        var fitted = await fitting.TransformAsync(TinyPng.Create(1111, 977), "top", text);

        var facts = fitted.Image!.Facts!;
        Assert.Equal((long)ratio.Width * facts.Height, (long)ratio.Height * facts.Width);
        Assert.True(ratio.CroppedShare(facts.Width, facts.Height) == 0);
    }

    [Fact]
    public async Task TransformAsync_NoFocus_NeverCrops()
    {
        using var fitting = new Fitting();
        var bytes = TinyPng.Create(600, 900);

        var fitted = await fitting.TransformAsync(bytes, null, "1280:768");

        Assert.True(fitted.Image!.Bytes.Span.SequenceEqual(bytes));
    }

    [Theory]
    [InlineData("top", "720:1280")]
    [InlineData("left", "1280:768")]
    public async Task TransformAsync_FocusOfTheOtherDirection_SaysThatItMakesNoDifference(string focus, string ratio)
    {
        using var fitting = new Fitting();

        var fitted = await fitting.TransformAsync(TinyPng.Create(600, 900), focus, ratio);

        Assert.Contains(fitted.Notes, note => note.StartsWith($"cropFocus {focus} ", StringComparison.Ordinal) && note.Contains(ratio, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TransformAsync_FocusOnALink_IsRefusedBecauseTheServiceFetchesIt()
    {
        using var fitting = new Fitting();

        var fitted = await fitting.TransformAsync("https://example.com/cat.png", "top", "1280:768");

        Assert.Equal("crop_focus_impossible", Assert.Single(fitted.Violations).Code);
    }

    [Fact]
    public async Task TransformAsync_FocusWithoutImaging_IsRefusedAndNamesThePackage()
    {
        using var fitting = new Fitting(withFitter: false);

        var fitted = await fitting.TransformAsync(TinyPng.Create(600, 900), "top", "1280:768");

        var violation = Assert.Single(fitted.Violations);
        Assert.Equal(("crop_focus_impossible", "cropFocus"), (violation.Code, violation.Field));
        Assert.Contains("CometRunway.Imaging", violation.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TransformAsync_TurnedWithoutImaging_IsSentWithAWarning()
    {
        using var fitting = new Fitting(withFitter: false);
        var bytes = TinyJpeg.Create(60, 40, 6);

        var fitted = await fitting.TransformAsync(bytes);

        Assert.Equal(("picture_turned", Severity.Warning), (Assert.Single(fitted.Violations).Code, fitted.Violations[0].Severity));
        Assert.True(fitted.Image!.Bytes.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task TransformAsync_PlaceWithoutImaging_IsStillLeftOutAndTheTurnStaysTold()
    {
        using var fitting = new Fitting(withFitter: false);

        var fitted = await fitting.TransformAsync(TestImages.Jpeg(60, 40, 6, GpsExif.Create(6)));

        Assert.False(GpsExif.IsIn(fitted.Image!.Bytes.Span));
        Assert.Equal((60, 40, 6), (fitted.Image.Facts!.Width, fitted.Image.Facts.Height, fitted.Image.Facts.Orientation));
        using var codec = SKCodec.Create(SKData.CreateCopy(fitted.Image.Bytes.Span));
        Assert.Equal(SKEncodedOrigin.RightTop, codec.EncodedOrigin);
    }

    [Fact]
    public async Task Of_SameImageUnderAnotherName_IsTheSameRequestAndAFocusMakesAnother()
    {
        using var fitting = new Fitting();
        var bytes = TestImages.Jpeg(600, 900, 6);

        var one = Request(await fitting.TransformAsync(bytes, name: "one.jpg"), null);
        var two = Request(await fitting.TransformAsync(bytes, name: "two.jpeg"), null);
        var top = Request(await fitting.TransformAsync(bytes, "top", "1280:768"), "top");
        var bottom = Request(await fitting.TransformAsync(bytes, "bottom", "1280:768"), "bottom");

        Assert.Equal(one, two);
        Assert.Equal(3, new[] { one, top, bottom }.Distinct().Count());
        Assert.NotEqual(one, Request(await fitting.TransformAsync(TestImages.Jpeg(600, 900, 8)), null));
    }

    private static string Request(TransformedImage fitted, string? focus) =>
        RequestFingerprint.Of(fitted.Image!, new VideoSettings { Model = "gen3a_turbo", Ratio = "1280:768", CropFocus = focus }, "2024-11-06");
}
