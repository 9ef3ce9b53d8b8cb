using CometRunway.TestKit;
using CometRunway.TestKit.Media;
using CometRunway.Videos.Downloads;

namespace CometRunway.Core.Tests.Videos;

public sealed class DiskTests
{
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 300_000 }.Build();

    [Theory]
    [InlineData("size=128k", DownloadFailure.DiskFull)]
    [InlineData("ro", DownloadFailure.PermissionDenied)]
    public async Task SaveAsync_DiskThatTakesNoMore_SaysSoAndLeavesNothing(string option, DownloadFailure expected)
    {
        using var folder = new TemporaryFolder();
        var mount = ExternalTool.Find("mount");
        Assert.SkipWhen(mount is null || !await MountAsync(mount, option, folder.Path), "Mounting a small tmpfs is not permitted here.");
        try
        {
            await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video), folder.Path);

            var failure = await bench.FailAsync();

            Assert.Equal((expected, true), (failure.Kind, failure.RetryLater));
            Assert.Empty(Directory.GetFiles(folder.Path));
        }
        finally
        {
            await ExternalTool.Find("umount")!.RunAsync(CancellationToken.None, folder.Path);
        }
    }

    [Fact]
    public async Task SaveAsync_MissingFolder_IsMade()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video), "new/one");

        var saved = await bench.SaveAsync();

        Assert.True(File.Exists(saved.Path));
    }

    [Fact]
    public async Task SaveAsync_FileWhereTheFolderShouldBe_IsUnavailable()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video), "taken/videos");
        await File.WriteAllTextAsync(bench.Folder["taken"], "", TestContext.Current.CancellationToken);

        var failure = await bench.FailAsync();

        Assert.Equal((DownloadFailure.FolderUnavailable, true), (failure.Kind, failure.RetryLater));
        Assert.Empty(bench.Server.Requests);
    }

    [Theory]
    [InlineData(28, DownloadFailure.DiskFull)]
    [InlineData(122, DownloadFailure.DiskFull)]
    [InlineData(30, DownloadFailure.PermissionDenied)]
    [InlineData(5, DownloadFailure.FolderUnavailable)]
    public void Explain_ErrorNumber_HasItsKind(int errno, DownloadFailure expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers are Linux's.");

        Assert.Equal(expected, DiskErrors.ToDownloadException(new IOException("x", errno), "videos").Kind);
    }

    private static async Task<bool> MountAsync(ExternalTool mount, string option, string folder)
    {
        try
        {
            await mount.RunAsync(TestContext.Current.CancellationToken, "-t", "tmpfs", "-o", option, "tmpfs", folder);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
