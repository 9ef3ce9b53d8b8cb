using CometRunway.Images;
using CometRunway.Images.Finding;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Waiting;
using CometRunway.Videos;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>The functions over an image source and a video store of the app.</summary>
public sealed class SeamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindImages_ForCaller_AsksTheSourceForThem()
    {
        var source = new Mock<IImageSource>();
        source.Setup(s => s.FindAsync(It.Is<ImageQuery>(q => q.CallerId == "ada" && q.Text == "cat" && q.Limit == 3), It.IsAny<CancellationToken>())).ReturnsAsync(new FoundImages
        {
            Images = [new FoundImage("upload 1", new ImageFacts("image/png", 4, 2, 1, 100), DateTimeOffset.UnixEpoch)],
            Total = 1,
            Matching = 1,
        });
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton(source.Object));
        var find = lab.Functions.ForCaller("ada").StrictFunctions.Single(f => f.Name == "find_images");

        var reply = Assert.IsType<ImagesReply>(await find.InvokeAsync(new AIFunctionArguments { ["query"] = "cat", ["limit"] = 3 }, Token).AsTask().WithTestTimeout(Token));

        Assert.Equal("upload 1", Assert.Single(reply.Images).Path);
    }

    [Fact]
    public async Task FindImages_SourceHasNothingToSearch_SaysWhatItSays()
    {
        var source = new Mock<IImageSource>();
        source.Setup(s => s.FindAsync(It.IsAny<ImageQuery>(), It.IsAny<CancellationToken>())).ReturnsAsync(new FoundImages { Images = [], Total = 0, Matching = 0, Unavailable = "Give an https link." });
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton(source.Object));

        var reply = await lab.CallAsync<ImagesReply>("find_images", "{}");

        Assert.Equal("Give an https link.", reply.Message);
    }

    [Fact]
    public async Task Create_SourceFails_IsRefusedAndCostsNothing()
    {
        var source = new Mock<IImageSource>();
        source.Setup(s => s.LoadAsync(It.IsAny<string>(), null, It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("a fault of the source"));
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton(source.Object));

        var error = await lab.CreateErrorAsync();

        Assert.Equal("no", error.Charged);
        Assert.Contains("image source failed", error.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Sandbox.Journal.Tasks);
    }

    [Fact]
    public async Task GetVideo_StoreMakesLinks_ShowsThem()
    {
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton<IVideoStore>(p => Linking(p.GetRequiredService<FolderVideoStore>())).AddSingleton<FolderVideoStore>());
        var created = await lab.CreateAsync();

        var reply = await lab.CallAsync<VideoReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");
        var listed = await lab.CallAsync<ListReply>("list_videos", "{}");

        Assert.Equal("https://videos.example/one.mp4", Assert.Single(reply.Files!).Path);
        Assert.Contains("https://videos.example/one.mp4", reply.Message, StringComparison.Ordinal);
        Assert.Equal("https://videos.example/one.mp4", Assert.Single(listed.Videos).Path);
    }

    private static IVideoStore Linking(FolderVideoStore real)
    {
        var store = new Mock<IVideoStore>();
        store.Setup(s => s.Location).Returns(real.Location);
        store.Setup(s => s.CreateAsync(It.IsAny<VideoName>(), It.IsAny<CancellationToken>())).Returns((VideoName name, CancellationToken token) => real.CreateAsync(name, token));
        store.Setup(s => s.FindAsync(It.IsAny<VideoName>(), It.IsAny<string?>(), It.IsAny<CancellationToken>())).ReturnsAsync((StoredVideo?)null);
        store.Setup(s => s.ExistsAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        store.Setup(s => s.GetAddressAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync("https://videos.example/one.mp4");
        return store.Object;
    }
}
