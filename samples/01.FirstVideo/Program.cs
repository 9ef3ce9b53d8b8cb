using System.Text.Json;
using CometRunway.Sandbox;
using FirstVideo;

const string Usage =
    """
    dotnet run --project samples/01.FirstVideo [-- [IMAGE] [PROMPT] [--live [--yes]]]

      IMAGE     a PNG, JPEG or WebP file, or an https link; default: a generated image
      PROMPT    what moves in the video, such as "a slow pan to the left"
      --live    use the live service with the key in COMETAPI_KEY; COSTS MONEY and asks first
      --yes     with --live: do not ask
    """;

var inputs = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
var live = args.Contains("--live");
if (inputs.Length > 2 || args.Except(inputs).Except(["--live", "--yes"]).Any())
{
    Console.WriteLine(Usage);
    return args.Contains("--help") ? 0 : 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
string? handle = null;
try
{
    return await RunAsync();
}
catch (Exception) when (stop.IsCancellationRequested)
{
    Console.WriteLine(StopMessage());
    return 130;
}
catch (Exception error) when (error is InvalidOperationException or IOException or TimeoutException)
{
    Console.WriteLine();
    Console.WriteLine(error.Message);
    return 1;
}

async Task<int> RunAsync()
{
    if (live && string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("COMETAPI_KEY")))
        throw new InvalidOperationException("--live needs your CometAPI key in the variable COMETAPI_KEY. Without --live, no key is needed.");
    var videos = Path.GetFullPath("videos");
    var image = FindOrCreateImage(videos);
    await using var sandbox = live ? null : await SandboxServer.StartAsync(new() { Speed = 3 }, stop.Token);
    Console.WriteLine(live
        ? "Live: uses CometAPI with your key."
        : "Sandbox: the service runs on this machine. No key, no network, no cost.");
    await using var chat = await ChatClient.StartAsync(sandbox?.BaseAddress, EnvironmentFor(videos, image), stop.Token);

    Console.WriteLine();
    Console.WriteLine("The server runs as a child process of this program. Its tools:");
    foreach (var (name, sentence) in await chat.ListToolsAsync(stop.Token))
        Console.WriteLine($"  {name,-25} {sentence}");

    Dictionary<string, object?> request = new() { ["image"] = image, ["prompt"] = inputs.ElementAtOrDefault(1) ?? "a slow pan to the left" };
    Console.WriteLine();
    Console.WriteLine($"Image   {image}");
    Console.WriteLine($"Prompt  {request["prompt"]}");
    var check = await chat.CallAsync("validate_video_request", request, null, stop.Token);
    Print("validate_video_request", check);
    if (!check.GetProperty("valid").GetBoolean() || !ConfirmCost(check.GetProperty("request")))
        return 1;

    var task = await chat.CallAsync("create_video_from_image", request, null, stop.Token);
    Print("create_video_from_image", task, details: false);
    handle = task.GetProperty("handle").GetString()!;

    Console.WriteLine();
    var video = await chat.WaitAsync(handle, stop.Token);
    Print("get_video", video);
    var exists = video.GetProperty("files").EnumerateArray().Select(PrintFile).ToList();
    return exists.Contains(true) ? 0 : 1;
}

string FindOrCreateImage(string folder)
{
    if (inputs.Length > 0)
        return inputs[0].Contains("://", StringComparison.Ordinal) ? inputs[0] : Path.GetFullPath(inputs[0]);
    Directory.CreateDirectory(folder);
    var path = Path.Combine(folder, "evening-hills.png");
    Scenery.Save(path);
    return path;
}

// With the sandbox, this sample uses a separate ledger and no key; --live uses the user's settings.
Dictionary<string, string?> EnvironmentFor(string videos, string image)
{
    string?[] folders = [Environment.GetEnvironmentVariable("COMETRUNWAY_ALLOWED_DIRECTORIES"), Path.GetDirectoryName(image)];
    Dictionary<string, string?> variables = new() { ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = string.Join(Path.PathSeparator, folders.Where(f => !string.IsNullOrEmpty(f))) };
    if (!live)
    {
        variables["COMETRUNWAY_OUTPUT_DIRECTORY"] = videos;
        variables["COMETRUNWAY_HOME_DIRECTORY"] = Path.Combine(videos, ".sandbox");
        variables["COMETRUNWAY_POLL_INTERVAL"] = "1";
        variables["COMETAPI_KEY"] = null;
    }

    return variables;
}

bool ConfirmCost(JsonElement request)
{
    if (!live || args.Contains("--yes"))
        return true;
    Console.WriteLine();
    Console.Write($"This creates {request.GetProperty("duration")} seconds of video with {request.GetProperty("model").GetString()}, and CometAPI charges your account for it. Continue? [y/N] ");
    return Console.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
}

void Print(string tool, JsonElement reply, bool details = true)
{
    Console.WriteLine();
    Console.WriteLine($"{tool}:");
    Console.WriteLine($"  {reply.GetProperty("message").GetString()}");
    string[] lists = details ? ["notes", "warnings"] : [];
    foreach (var detail in lists.SelectMany(name => reply.TryGetProperty(name, out var list) ? list.EnumerateArray() : default))
        Console.WriteLine($"  - {(detail.ValueKind == JsonValueKind.String ? detail : detail.GetProperty("problem")).GetString()}");
}

bool PrintFile(JsonElement file)
{
    var path = file.GetProperty("path").GetString()!;
    Console.WriteLine();
    Console.WriteLine(path);
    Console.WriteLine($"  {Property("width")} x {Property("height")} pixels, {Property("seconds")} s at {Property("framesPerSecond")} frames per second, {Property("codec")}, {(Property("audio") == "True" ? "with" : "no")} sound, {Property("bytes")} bytes");
    Console.WriteLine("  Open it in any player or browser.");
    return File.Exists(path);

    string Property(string name) => file.TryGetProperty(name, out var value) ? value.ToString() : "?";
}

string StopMessage() => (handle, live) switch
{
    (null, _) => "Stopped. Nothing was created.",
    (_, false) => "Stopped. The sandbox and its task end with this program. Nothing was charged.",
    _ => $"Stopped waiting. {handle} continues at the service and remains in your ledger. Call get_video {handle} in your chat client, or run this again: within ten minutes the same request returns the same task and is not charged again.",
};
