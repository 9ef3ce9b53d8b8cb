using CometRunway.Mp4;
using CometRunway.TestKit;
using CometRunway.Videos.Downloads;

namespace CometRunway.Core.Tests.Videos;

public sealed class SidecarFileTests
{
    internal static VideoSidecar Sample { get; } = new()
    {
        Handle = "v7k2",
        TaskId = "d0658ae1",
        Settings = new() { Model = "gen3a_turbo", Prompt = "A slow pan \u00fcber \u732b", Ratio = "1280:768", Duration = 5, Seed = 42 },
        SourceName = "https://pictures.example/cat.jpg?signature=secret",
        CreatedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        EstimatedCost = 0.25m,
        Length = 1_500_000,
        Sha256 = "ab",
        Facts = new Mp4Facts { DurationSeconds = 5, Width = 1280, Height = 720, Length = 1_500_000, VideoCodec = "H.264", FramesPerSecond = 24 },
        Differences = ["The frame is 1280x720, asked was 1280:768."],
    };

    [Fact]
    public async Task WriteAsync_ThenTryRead_GivesTheSameWithoutTheSignature()
    {
        using var folder = new TemporaryFolder();

        await SidecarFile.WriteAsync(folder["clip.mp4"], Sample, TestContext.Current.CancellationToken);

        var read = SidecarFile.TryRead(folder["clip.mp4"])!;
        Assert.Equal(Sample.Differences, read.Differences);
        Assert.Equal(Sample with { SourceName = "https://pictures.example/cat.jpg", Differences = read.Differences }, read);
        var text = await File.ReadAllTextAsync(folder["clip.json"], TestContext.Current.CancellationToken);
        Assert.Contains("\"prompt\": \"A slow pan \u00fcber \u732b\"", text, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("{\"handle\":5}")]
    [InlineData("{\"handle\":\"a\"}")]
    public async Task TryRead_SomethingElse_IsNull(string text)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["clip.json"], text, TestContext.Current.CancellationToken);

        Assert.Null(SidecarFile.TryRead(folder["clip.mp4"]));
    }

    [Fact]
    public async Task WriteAsync_FolderGone_SaysSo()
    {
        using var folder = new TemporaryFolder();

        var failure = await Assert.ThrowsAsync<DownloadException>(() => SidecarFile.WriteAsync(folder["gone/clip.mp4"], Sample, TestContext.Current.CancellationToken));

        Assert.Equal((DownloadFailure.FolderUnavailable, true), (failure.Kind, failure.RetryLater));
    }
}
