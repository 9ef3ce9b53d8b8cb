using CometRunway.Core.Tests.Polling;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Finding;
using CometRunway.Images.Fitting;
using CometRunway.Images.Remote;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Tasks;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CometRunway.Core.Tests.Seams;

/// <summary>Whatever the app's image source does, no request is sent without an image, and the caller learns why.</summary>
public sealed class ImageSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("other", "image_source_failed", "failed; the reason is in the log")]
    [InlineData("own message", "image_source_failed", "The bucket is closed.")]
    [InlineData("gave up", "image_source_failed", "failed; the reason is in the log")]
    [InlineData("null", "image_source_failed", "gave no answer")]
    [InlineData("http link", "link_not_https", "over https only")]
    [InlineData("refused", "image_not_found", "No such upload.")]
    public async Task Create_SourceGivesNoImage_SendsNothingAndSaysWhy(string answer, string code, string expected)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var source = new Mock<IImageSource>();
        var load = source.Setup(s => s.LoadAsync("my upload", null, It.IsAny<CancellationToken>()));
        _ = answer switch
        {
            "other" => load.ThrowsAsync(new InvalidOperationException("a fault of the source")),
            "own message" => load.ThrowsAsync(new ImageUploadException("The bucket is closed.")),
            "gave up" => load.ThrowsAsync(new TaskCanceledException("the source's own time limit")),
            "http link" => load.ReturnsAsync(ImageLoadResult.FromLink(new Uri("http://pictures.example/cat.png"))),
            "refused" => load.ReturnsAsync(ImageLoadResult.Refused("image_not_found", "No such upload.")),
            _ => load.ReturnsAsync((ImageLoadResult)null!),
        };
        var client = Client(lab, source);

        var error = await Assert.ThrowsAsync<InvalidVideoRequestException>(() => client.CreateAsync(Request, cancellationToken: Token));

        var violation = Assert.Single(error.Request.Violations, v => v.Severity == Severity.Error);
        Assert.Equal(code, violation.Code);
        Assert.Contains(expected, violation.Problem, StringComparison.Ordinal);
        Assert.Equal(0, lab.Sandbox.Posts);
        Assert.Equal(0, (await client.ListAsync(cancellationToken: Token)).Total);
    }

    [Fact]
    public async Task Create_SourceGivesBytes_SendsThem()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var source = new Mock<IImageSource>();
        source.Setup(s => s.LoadAsync("my upload", null, It.IsAny<CancellationToken>())).ReturnsAsync(ImageLoadResult.FromBytes(TinyPng.Create(1280, 720), "upload 1"));

        var created = await Client(lab, source).CreateAsync(Request, cancellationToken: Token);

        Assert.Equal("upload 1", created.Task.ImageName);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_SourceSignsItsLinkAnewAndNamesTheImage_IsADuplicate()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var source = new Mock<IImageSource>();
        var calls = 0;
        source.Setup(s => s.LoadAsync("my upload", null, It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => ImageLoadResult.FromLink(new Uri($"https://bucket.example/cat.png?signature={++calls}"), identity: "uploads/cat.png"));
        var client = Client(lab, source);

        var first = await client.CreateAsync(Request, cancellationToken: Token);
        var second = await client.CreateAsync(Request, cancellationToken: Token);

        Assert.False(second.IsNew);
        Assert.Equal(first.Task.Handle, second.Task.Handle);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Load_SourceBlocksItsThread_EndsWithTheCaller()
    {
        using var release = new ManualResetEventSlim();
        using var caller = new CancellationTokenSource();
        var source = new Mock<IImageSource>();
        source.Setup(s => s.LoadAsync(It.IsAny<string>(), It.IsAny<string?>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            release.Wait(TestContext.Current.CancellationToken);
            return new TaskCompletionSource<ImageLoadResult>().Task;
        });

        var loading = Checked(source, new FakeTimeProvider()).LoadAsync("x", null, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading.WithTestTimeout(Token));
        release.Set();
    }

    [Fact]
    public async Task Validate_ForCaller_TheSourceLearnsWhoAsks()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var source = new Mock<IImageSource>();
        source.Setup(s => s.LoadAsync("my upload", "ada", It.IsAny<CancellationToken>())).ReturnsAsync(ImageLoadResult.FromBytes(TinyPng.Create(1280, 720), "upload 1")).Verifiable();

        var prepared = await Client(lab, source).ForCaller("ada").ValidateAsync(Request, Token);

        Assert.False(prepared.HasErrors);
        source.Verify();
    }

    [Fact]
    public async Task Load_SourceHangsAndIgnoresCancellation_IsGivenUpAfterTheLimit()
    {
        var time = new FakeTimeProvider();
        var hanging = Hanging();

        var loaded = Checked(hanging, time).LoadAsync("x", null, Token);
        time.Advance(CheckedImageSource.TimeLimit);

        var violation = (await loaded.WithTestTimeout(Token)).Result.Violation;
        Assert.Contains("30 s", violation!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_CallerLeavesWhileTheSourceHangs_EndsAtOnce()
    {
        using var caller = new CancellationTokenSource();

        var loaded = Checked(Hanging(), new FakeTimeProvider()).LoadAsync("x", null, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loaded.WithTestTimeout(Token));
    }

    [Fact]
    public async Task Load_ImagesUseAllMemory_IsRefusedAfterTheLimitAndTheNextCallWorks()
    {
        var time = new FakeTimeProvider();
        var memory = new ImageMemory(time);
        var source = Giving(ImageLoadResult.FromBytes(TinyPng.Create(1280, 720), "upload 1"));
        var other = await memory.ReserveAsync(ImageMemory.Limit, Token);

        var loading = Checked(source, time, memory).LoadAsync("x", null, Token);
        while (memory.Waiting == 0)
            await Task.Yield();
        // The time limit begins a moment after the place in the queue.
        while (!loading.IsCompleted)
        {
            time.Advance(ImageMemory.TimeLimit);
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }

        using var refused = await loading.WithTestTimeout(Token);
        Assert.Equal("images_busy", refused.Result.Violation!.Code);
        other!.Dispose();
        using var loaded = await Checked(source, time, memory).LoadAsync("x", null, Token).WithTestTimeout(Token);
        Assert.NotNull(loaded.Result.Image);
        Assert.True(memory.Used > 1280 * 720 * 4);
        loaded.Dispose();
        Assert.Equal(0, memory.Used);
    }

    [Fact]
    public async Task Load_CallerLeavesWhileItWaitsForMemory_LeavesTheQueue()
    {
        var memory = new ImageMemory(TimeProvider.System);
        using var other = await memory.ReserveAsync(ImageMemory.Limit, Token);
        using var caller = new CancellationTokenSource();
        var loading = Checked(Giving(ImageLoadResult.FromBytes(TinyPng.Create(8, 8), "upload 1")), TimeProvider.System, memory).LoadAsync("x", null, caller.Token);
        while (memory.Waiting == 0)
            await Task.Yield();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading.WithTestTimeout(Token));
        Assert.Equal(0, memory.Waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Load_SourcePutsItsOwnImageIntoTheResult_IsCheckedLikeTheOthers(bool isTaken)
    {
        byte[] bytes = isTaken ? TinyPng.Create(8, 8) : [.. "%PDF-1.7"u8];
        var own = InputImage.FromBytes(bytes, new("image/png", 8, 8, 1, bytes.Length), "own", new string('a', 64));
        var result = ImageLoadResult.Refused("x", "y") with { Violation = null, Image = own };

        using var loaded = await Checked(Giving(result), TimeProvider.System).LoadAsync("x", null, Token);

        Assert.Equal(isTaken ? null : "picture_not_recognised", loaded.Result.Violation?.Code);
        Assert.Equal(isTaken ? own.OriginalSha256 : null, loaded.Result.Original?.Identity);
    }

    [Fact]
    public void FromBytes_CallerChangesItsArrayAfterwards_TheImageStaysAsItWas()
    {
        var bytes = TinyPng.Create(8, 8);
        var before = bytes.ToArray();
        var image = InputImage.FromBytes(bytes, new("image/png", 8, 8, 1, bytes.Length), "a.png");
        var loaded = ImageLoadResult.FromBytes(bytes, "a.png");

        Array.Clear(bytes);

        Assert.True(image.Bytes.Span.SequenceEqual(before));
        Assert.True(loaded.Image!.Bytes.Span.SequenceEqual(before));
    }

    [Fact]
    public async Task Find_SourceFails_SaysSo()
    {
        var source = new Mock<IImageSource>();
        source.Setup(s => s.FindAsync(It.IsAny<ImageQuery>(), It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("a fault of the source"));

        var found = await Checked(source, TimeProvider.System).FindAsync(new ImageQuery(), Token);

        Assert.Empty(found.Images);
        Assert.Contains("failed", found.Unavailable, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat.png")]
    [InlineData("data;image/png;base64,AAAA")]
    public void FromDataUri_AnotherText_IsRefused(string text)
    {
        Assert.Equal("image_data_uri_malformed", ImageLoadResult.FromDataUri(text).Violation!.Code);
    }

    private static VideoRequest Request => new() { Image = "my upload", Prompt = "a slow pan", Model = "gen4_turbo", Ratio = "1280:720" };

    private static CometRunwayClient Client(CourierLab lab, Mock<IImageSource> source) =>
        lab.Open(register: services => services.AddSingleton(source.Object)).Services.GetRequiredService<CometRunwayClient>();

    private static Mock<IImageSource> Giving(ImageLoadResult result)
    {
        var source = new Mock<IImageSource>();
        source.Setup(s => s.LoadAsync(It.IsAny<string>(), It.IsAny<string?>(), It.IsAny<CancellationToken>())).ReturnsAsync(result);
        return source;
    }

    private static Mock<IImageSource> Hanging()
    {
        var source = new Mock<IImageSource>();
        source.Setup(s => s.LoadAsync(It.IsAny<string>(), It.IsAny<string?>(), It.IsAny<CancellationToken>())).Returns(new TaskCompletionSource<ImageLoadResult>().Task);
        return source;
    }

    private static CheckedImageSource Checked(Mock<IImageSource> source, TimeProvider time, ImageMemory? memory = null)
    {
        var options = new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions());
        return new(source.Object, memory ?? new ImageMemory(time), new RemoteImageChecker(new HttpClient(new ScriptedHandler()), options, time), options, time, NullLogger<CheckedImageSource>.Instance);
    }
}
