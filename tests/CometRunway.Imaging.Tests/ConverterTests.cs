using CometRunway.Images;
using CometRunway.Images.Conversion;
using CometRunway.Images.Fitting;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.Processes;
using CometRunway.TestKit;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Snapshots;
using CometRunway.TestKit.Waiting;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>Kinds that only other programs open: with real programs where this machine has them, and with scripts that misbehave.</summary>
public class ConverterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("heic", "heif-enc")]
    [InlineData("avif", "avifenc")]
    [InlineData("tif", "convert")]
    public async Task TransformAsync_ImageOfAnotherProgram_IsConverted(string extension, string maker)
    {
        using var folder = new TempFolder();
        var bytes = await MadeAsync(folder, extension, maker);
        var facts = ImageHeader.TryRead(bytes, bytes.Length)!;
        Assert.Equal((320, 240), (facts.Width, facts.Height));
        using var fitting = new Fitting(withPrograms: true);

        var fitted = await fitting.TransformAsync(bytes, name: "-rf $(touch x) picture." + extension);

        if (!HasConverter(facts.MediaType))
            Assert.Skip($"No program on this machine opens {facts.MediaType}.");
        Assert.Empty(fitted.Violations);
        Assert.Contains(extension == "tif" ? "TIFF" : extension.ToUpperInvariant(), Assert.Single(fitted.Notes), StringComparison.Ordinal);
        using var shown = Fitting.DisplayText(fitted);
        Assert.Equal((320, 240), (shown.Width, shown.Height));
        TestImages.AssertUpright(shown);
    }

    [Fact]
    public async Task TransformAsync_Drawing_IsDrawnLargeOnWhiteAndLoadsNothing()
    {
        if (ExternalTool.Find("rsvg-convert") is null)
            Assert.Skip("rsvg-convert is not installed");
        using var folder = new TempFolder();
        var secret = Path.Combine(folder.Path, "secret.png");
        await File.WriteAllBytesAsync(secret, TestImages.Stored(50, 50, 1, SKEncodedImageFormat.Png), Ct);
        using var fitting = new Fitting(withPrograms: true);

        var fitted = await fitting.TransformAsync(System.Text.Encoding.UTF8.GetBytes(
            $"<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'><rect width='100' height='100' fill='#c00'/><image href='file://{secret}' x='100' width='100' height='100'/></svg>"));

        using var shown = Fitting.DisplayText(fitted);
        Assert.Equal((2048, 1024), (shown.Width, shown.Height));
        Assert.True(TestImages.IsNear(shown.GetPixel(500, 500), new SKColor(0xCC, 0, 0)));
        Assert.All([1200, 1800], x => Assert.All([200, 800], y => Assert.Equal(SKColors.White, shown.GetPixel(x, y))));
    }

    [Fact]
    public async Task ConvertAsync_FirstProgramFails_TakesTheNext()
    {
        using var scripts = Scripts("heif-dec", "exit 1", "convert", $"cat {{0}}");

        var (image, trouble) = await ConvertAsync(scripts, 256, 256);

        Assert.Null(trouble);
        Assert.Equal((256, 256), (image!.Header.Width, image.Header.Height));
    }

    [Theory]
    [InlineData("heif-dec", "exit 1")]
    [InlineData("convert", "cat /dev/zero")]
    [InlineData("convert", "echo no picture")]
    [InlineData("heif-dec", "ln -s /etc/passwd \"$4\"")]
    public async Task ConvertAsync_ProgramThatMisbehaves_IsNoHarm(string program, string script)
    {
        using var scripts = Scripts(program, script);

        var (image, trouble) = await ConvertAsync(scripts, 256, 256);

        Assert.Null(image);
        Assert.Contains(program, trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConvertAsync_ProgramFails_SaysWhatIsKept()
    {
        using var scripts = Scripts("heif-dec", "exit 1");
        var sentences = new Sentences("image-converters");

        sentences.Add("program fails", (await ConvertAsync(scripts, 256, 256)).Trouble);

        sentences.Verify();
    }

    [Fact]
    public async Task ConvertAsync_OneTileInPlaceOfTheImage_IsNotTheImage()
    {
        using var scripts = Scripts("ffmpeg", "cat {0}");

        var (image, _) = await ConvertAsync(scripts, 64, 64);

        Assert.Null(image);
    }

    [Fact]
    public async Task ConvertAsync_ProgramThatHangs_IsEndedByTheTimeLimit()
    {
        using var scripts = Scripts("heif-dec", "exec tail -f /dev/null");
        var time = new ManualTimerProvider(ExternalConverters.TimeLimit);
        var converting = ConvertAsync(scripts, 256, 256, time);

        await time.Armed.WithTestTimeout(Ct);
        time.Fire();

        var (image, trouble) = await converting.WithTestTimeout(Ct);
        Assert.Null(image);
        Assert.Contains("heif-dec", trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConvertAsync_AnyOutcome_LeavesNoFileBehind()
    {
        using var scripts = Scripts("heif-dec", "pwd > {1}; exit 1");

        await ConvertAsync(scripts, 256, 256);

        var folder = (await File.ReadAllTextAsync(Path.Combine(scripts.Path, "noted"), Ct)).Trim();
        Assert.StartsWith("comet-runway-", Path.GetFileName(folder), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    private static bool HasConverter(string mediaType) => KnownConverters.All
        .Where(converter => converter.MediaTypes.Contains(mediaType))
        .SelectMany(converter => converter.Names)
        .Any(name => ProgramSearch.Find(name, Environment.GetEnvironmentVariable("PATH")) is not null);

    /// <summary>A folder with programs that are shell scripts; {0} in them is an image, {1} a place to note something.</summary>
    private static TempFolder Scripts(params string[] namesAndScripts)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The programs are shell scripts.");
        var folder = new TempFolder();
        foreach (var pair in namesAndScripts.Chunk(2))
        {
            var path = Path.Combine(folder.Path, pair[0]);
            var script = pair[1].Replace("{0}", Path.Combine(folder.Path, "picture.png"), StringComparison.Ordinal).Replace("{1}", Path.Combine(folder.Path, "noted"), StringComparison.Ordinal);
            File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }

    private static async Task<(ImageOriginal? Image, string? Error)> ConvertAsync(TempFolder scripts, int width, int height, TimeProvider? time = null)
    {
        await File.WriteAllBytesAsync(Path.Combine(scripts.Path, "picture.png"), TestImages.Stored(width, height, 1, SKEncodedImageFormat.Png), Ct);
        byte[] heic = [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, 0, 0, 0, 20, .. "ispe\0\0\0\0"u8, 0, 0, 1, 0, 0, 0, 1, 0];
        var image = new ImageOriginal(heic, ImageHeader.Read(heic, heic.Length)!, "cat.heic");
        return await new ExternalConverters(time ?? TimeProvider.System, scripts.Path).ConvertAsync(image, Ct);
    }

    private static async Task<byte[]> MadeAsync(TempFolder folder, string extension, string maker)
    {
        if (ExternalTool.Find(maker) is not { } tool)
            throw Xunit.Sdk.SkipException.ForSkip($"{maker} is not installed");
        var png = Path.Combine(folder.Path, "in.png");
        var made = Path.Combine(folder.Path, "made." + extension);
        await File.WriteAllBytesAsync(png, TestImages.Stored(320, 240, 1, SKEncodedImageFormat.Png), Ct);
        try
        {
            await tool.RunAsync(Ct, extension switch { "heic" => [png, "-o", made], _ => [png, made] });
        }
        catch (InvalidOperationException error)
        {
            Assert.Skip(error.Message);
        }

        return await File.ReadAllBytesAsync(made, Ct);
    }
}
