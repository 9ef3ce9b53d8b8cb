using CometRunway.Sandbox;
using FirstVideo;
using ModelContextProtocol;
using Recovery;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return await RunAsync();
}
catch (Exception) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped. The sandbox ends with this program. Nothing was charged.");
    return 130;
}
catch (Exception error) when (error is InvalidOperationException or IOException)
{
    Console.WriteLine(error.Message);
    return 1;
}

async Task<int> RunAsync()
{
    var videos = Directory.CreateDirectory("videos").FullName;
    var image = Path.Combine(videos, "evening-hills.png");
    Scenery.Save(image);
    // The sandbox runs in this program, so its journal is independent of the servers.
    await using var sandbox = await SandboxServer.StartAsync(new() { Speed = 3 }, stop.Token);
    Console.WriteLine("A sandbox on this machine acts as the service and keeps a journal of all charged tasks.");
    Dictionary<string, object?> request = new() { ["image"] = image, ["prompt"] = "a slow pan to the right" };

    Console.WriteLine();
    var handle = await CreateAndKillAsync(sandbox, videos, request);
    Console.WriteLine($"  The journal: {sandbox.Journal.Tasks.Count} task charged. The service continues with the video; no server is running here.");

    Console.WriteLine();
    var file = await ResumeAsync(sandbox, videos, request, handle);

    Console.WriteLine();
    var charged = sandbox.Journal.Tasks.Count;
    var posts = sandbox.Journal.Requests.Count(r => r.Method == "POST");
    Console.WriteLine($"The journal of the service: {charged} task charged, {posts} create received, {sandbox.Journal.Tasks.Sum(t => t.Downloads)} download.");
    var isExpected = charged == 1 && posts == 1 && File.Exists(file);
    Console.WriteLine(isExpected ? "Nothing was lost and nothing was paid twice." : "This is not the expected result.");
    return isExpected ? 0 : 1;
}

async Task<string> CreateAndKillAsync(SandboxServer sandbox, string videos, Dictionary<string, object?> request)
{
    await using var server = await ServerProcess.StartAsync(sandbox.BaseAddress, videos, stop.Token);
    Console.WriteLine($"First server (process {server.Id}): a chat client requests a video.");
    var task = await server.CallAsync("create_video_from_image", request, null, stop.Token);
    var handle = task.GetProperty("handle").GetString()!;
    Console.WriteLine($"  {task.GetProperty("message").GetString()}");

    var progress = new ProgressMade();
    var wait = server.CallAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 45 }, progress, stop.Token);
    await Task.WhenAny(progress.Reached, wait);
    await server.KillAsync();
    try
    {
        await wait;
        throw new InvalidOperationException("The video was finished before the server could be killed.");
    }
    catch (IOException)
    {
        Console.WriteLine($"Killed (process {server.Id}) while the client waits. It had no chance to save anything.");
    }

    return handle;
}

async Task<string> ResumeAsync(SandboxServer sandbox, string videos, Dictionary<string, object?> request, string handle)
{
    await using var server = await ServerProcess.StartAsync(sandbox.BaseAddress, videos, stop.Token);
    Console.WriteLine($"Second server (process {server.Id}), with the same ledger. A model sends the same create again:");
    var repeated = await server.CallAsync("create_video_from_image", request, null, stop.Token);
    Console.WriteLine($"  {repeated.GetProperty("message").GetString()}");
    Console.WriteLine();
    Console.WriteLine($"It calls get_video for {handle}, which the first server created:");
    while (true)
    {
        var reply = await server.CallAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 45 }, null, stop.Token);
        Console.WriteLine($"  {reply.GetProperty("message").GetString()}");
        if (reply.GetProperty("finished").GetBoolean())
            return reply.GetProperty("files")[0].GetProperty("path").GetString()!;
    }
}

/// <summary>Detects when the service has made progress with the task.</summary>
file sealed class ProgressMade : IProgress<ProgressNotificationValue>
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Report(ProgressNotificationValue value)
    {
        if (value.Progress < 30 || _reached.Task.IsCompleted)
            return;
        Console.WriteLine($"  {value.Message}");
        _reached.TrySetResult();
    }
}
