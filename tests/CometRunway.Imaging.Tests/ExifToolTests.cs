using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit;
using CometRunway.TestKit.Files;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>A program that knows all metadata writes some into an image, and finds none in what is sent.</summary>
public class ExifToolTests
{
    private static readonly string[] Harmless = ["ExifTool", "System", "File", "JFIF", "PNG", "PNG-pHYs", "RIFF", "Composite", "ICC-header", "ICC_Profile", "Adobe"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("jpg", SKEncodedImageFormat.Jpeg)]
    [InlineData("png", SKEncodedImageFormat.Png)]
    [InlineData("webp", SKEncodedImageFormat.Webp)]
    public async Task TransformAsync_MetadataOfEveryKind_IsNotFoundInWhatIsSent(string extension, SKEncodedImageFormat format)
    {
        if (ExternalTool.Find("exiftool") is not { } tool)
            throw Xunit.Sdk.SkipException.ForSkip("exiftool is not installed");
        using var folder = new TempFolder();
        using var fitting = new Fitting();
        var photo = Path.Combine(folder.Path, "photo." + extension);
        await File.WriteAllBytesAsync(photo, TestImages.Stored(64, 48, 1, format), Ct);
        await tool.RunAsync(
            Ct,
            ["-q", "-m", "-overwrite_original", "-GPSLatitude=51.4778", "-GPSLatitudeRef=N", "-EXIF:Artist=Ada", "-EXIF:UserComment=Greenwich", "-XMP:City=Greenwich", "-XMP:GPSLatitude=51.4778", "-IPTC:City=Greenwich", "-Comment=Greenwich", photo]);
        var before = await GroupsAsync(tool, photo);
        Assert.Contains(before, group => !Harmless.Contains(group));

        var fitted = await fitting.TransformAsync(await File.ReadAllBytesAsync(photo, Ct));

        var sent = Path.Combine(folder.Path, "sent." + extension);
        await File.WriteAllBytesAsync(sent, fitted.Image!.Bytes.ToArray(), Ct);
        Assert.Empty((await GroupsAsync(tool, sent)).Except(Harmless));
        Assert.True(fitted.Image.Bytes.Span.IndexOf("Greenwich"u8) < 0);
    }

    private static async Task<IReadOnlyList<string>> GroupsAsync(ExternalTool tool, string path)
    {
        var lines = (await tool.RunAsync(Ct, "-a", "-G1", "-s", path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => line[1..line.IndexOf(']', StringComparison.Ordinal)]).Distinct()];
    }
}
