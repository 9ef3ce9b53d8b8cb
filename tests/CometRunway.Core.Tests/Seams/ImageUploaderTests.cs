using CometRunway.Core.Tests.Polling;
using CometRunway.Errors;
using CometRunway.Images.Upload;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CometRunway.Core.Tests.Seams;

/// <summary>An upload that fails costs nothing: the request is never sent, and the task says why.</summary>
public sealed class ImageUploaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("other", "the reason is in the log")]
    [InlineData("own message", "the bucket is closed")]
    [InlineData("gave up", "the reason is in the log")]
    [InlineData("relative", "relative link")]
    [InlineData("null", "gave no link back")]
    [InlineData("http link", "over https only")]
    [InlineData("address", "IP address")]
    public async Task Create_NoUsableLink_SendsNothing(string answer, string expected)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var uploader = new Mock<IImageUploader>();
        var upload = uploader.Setup(u => u.UploadAsync(It.IsAny<ImageUpload>(), It.IsAny<CancellationToken>()));
        _ = answer switch
        {
            "other" => upload.ThrowsAsync(new InvalidOperationException("a fault of the uploader")),
            "own message" => upload.ThrowsAsync(new ImageUploadException("the bucket is closed.")),
            "gave up" => upload.ThrowsAsync(new TaskCanceledException("the uploader's own time limit")),
            "relative" => upload.ReturnsAsync(new Uri("/cat.png", UriKind.Relative)),
            "http link" => upload.ReturnsAsync(new Uri("http://pictures.example/cat.png")),
            "address" => upload.ReturnsAsync(new Uri("https://192.0.2.7/cat.png")),
            _ => upload.ReturnsAsync((Uri)null!),
        };
        var client = Client(lab, uploader);

        var error = await Assert.ThrowsAsync<ImageUploadException>(() => client.CreateAsync(Request, cancellationToken: Token));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeStatus.No, error.Charge);
        Assert.Equal(VideoTaskState.Rejected, Assert.Single((await client.ListAsync(cancellationToken: Token)).Tasks).State);
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_AppStopsWhileTheUploadHangs_SendsNothing()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var uploader = new Mock<IImageUploader>();
        uploader.Setup(u => u.UploadAsync(It.IsAny<ImageUpload>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            begun.SetResult();
            return new TaskCompletionSource<Uri>().Task;
        });
        var program = lab.Open(register: services => services.AddSingleton(uploader.Object));
        var creating = program.Services.GetRequiredService<CometRunwayClient>().CreateAsync(Request, cancellationToken: Token);
        await begun.Task.WithTestTimeout(Token);

        program.Services.GetRequiredService<InFlightCreates>().Close();

        await Assert.ThrowsAsync<AppStoppingException>(() => creating.WithTestTimeout(Token));
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    private static VideoRequest Request => new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };

    private static CometRunwayClient Client(CourierLab lab, Mock<IImageUploader> uploader) =>
        lab.Open(register: services => services.AddSingleton(uploader.Object)).Services.GetRequiredService<CometRunwayClient>();
}
