using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using MockedClient;
using Moq;

// The tests of an app that makes videos, with a mock in place of the client: nothing is sent, written or paid.
await AnimateAsync_VideoIsCreated_ReturnsItsPath();
await AnimateAsync_BudgetIsReached_ReturnsNullAndDoesNotWait();
Console.WriteLine("Both tests of the postcard service passed, with a mocked ICometRunwayClient: no service, no key, no cost.");
return 0;

static async Task AnimateAsync_VideoIsCreated_ReturnsItsPath()
{
    var task = Task("v7k2");
    var client = new Mock<ICometRunwayClient>(MockBehavior.Strict);
    client.Setup(c => c.CreateAsync(It.Is<VideoRequest>(r => r.Image == "beach.png" && r.Duration == 5), false, null, It.IsAny<CancellationToken>()))
        .ReturnsAsync(new CreateVideoResult(task, IsNew: true));
    client.Setup(c => c.WaitAsync("v7k2", null, null, It.IsAny<CancellationToken>()))
        .ReturnsAsync(new FinishedVideo(task, [new VideoFile("/videos/beach.mp4", Length: 1_000, Sha256: "ab", Facts: null, Differences: [])]));

    var path = await new PostcardService(client.Object).AnimateAsync("beach.png", CancellationToken.None);

    Expect(path == "/videos/beach.mp4", $"the path was {path}");
    client.VerifyAll();
}

static async Task AnimateAsync_BudgetIsReached_ReturnsNullAndDoesNotWait()
{
    var client = new Mock<ICometRunwayClient>(MockBehavior.Strict);
    client.Setup(c => c.CreateAsync(It.IsAny<VideoRequest>(), false, null, It.IsAny<CancellationToken>()))
        .ThrowsAsync(new BudgetReachedException(new BudgetRefusal(BudgetLimit.TasksPerDay, Allowed: 3, Used: 3, Asked: 1, FreesUpAt: null)));

    var path = await new PostcardService(client.Object).AnimateAsync("beach.png", CancellationToken.None);

    Expect(path is null, $"the path was {path}");
    client.Verify(c => c.WaitAsync(It.IsAny<string>(), It.IsAny<IProgress<VideoProgress>?>(), It.IsAny<TimeSpan?>(), It.IsAny<CancellationToken>()), Times.Never);
}

static VideoTask Task(string handle) => new()
{
    Handle = handle,
    State = VideoTaskState.Running,
    Settings = new() { Prompt = "waves roll in slowly", Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 },
    ImageName = "beach.png",
    Scope = new TaskScope("test"),
    Fingerprint = "test",
    ApiVersion = "2024-11-06",
    CreatedAt = DateTimeOffset.UnixEpoch,
};

static void Expect(bool condition, string message)
{
    if (!condition)
        throw new InvalidOperationException(message);
}
