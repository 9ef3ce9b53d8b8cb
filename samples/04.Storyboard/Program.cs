using System.Globalization;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Sandbox;
using CometRunway.Tasks;
using FirstVideo;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Storyboard;

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
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped.");
    return 130;
}

async Task<int> RunAsync()
{
    var videos = Directory.CreateDirectory("videos").FullName;
    var image = Path.Combine(videos, "evening-hills.png");
    Scenery.Save(image);
    await using var sandbox = await SandboxServer.StartAsync(new() { Speed = 4 }, stop.Token);
    await using var services = Services(sandbox.BaseAddress, videos);
    var client = services.GetRequiredService<ICometRunwayClient>();
    Console.WriteLine("A storyboard of three shots from one image. The sandbox on this machine creates the videos, free of charge.");

    Shot[] shots =
    [
        new("Opening", new() { Image = image, Prompt = "a slow pan to the left", Model = "gen4_turbo", Ratio = "1280:720" }),
        new("Towards sun", new() { Image = image, Prompt = "a slow push in towards the sun", Model = "gen3a_turbo", Ratio = "1280:768" }),
        new("For phones", new() { Image = image, Prompt = "the camera tilts up into the sky", Model = "gen4_turbo", Ratio = "720:1280" }),
    ];
    // Validation is free. All problems and the total price are known before the first shot is paid.
    var prepared = await Task.WhenAll(shots.Select(s => client.ValidateAsync(s.Request, stop.Token)));
    foreach (var problem in prepared.SelectMany(p => p.Violations))
        Console.WriteLine($"  {problem.Problem}");
    if (prepared.Any(p => p.HasErrors))
        return 1;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"On the live service the three shots would cost about ${prepared.Sum(p => p.Price?.Usd ?? 0):0.00}."));

    var finished = await CreateAllAsync(client, shots, prepared);

    var table = new Table().AddColumns("Shot", "Frame", "Seconds", "File");
    foreach (var (shot, video) in shots.Zip(finished).Where(pair => pair.Second is not null))
        table.AddRow(shot.Title, $"{video!.Files[0].Facts?.Width} x {video.Files[0].Facts?.Height}", video.Files[0].Facts?.DurationSeconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "?", Path.GetFileName(video.Path));
    AnsiConsole.Write(table);
    Console.WriteLine("Gallery page with all videos, for any browser:");
    Console.WriteLine(Path.Combine(videos, "index.html"));
    return finished.All(v => v is not null && File.Exists(v.Path)) && File.Exists(Path.Combine(videos, "index.html")) ? 0 : 1;
}

// Creates all shots at once. Each is paid once, and one poller in this process follows them all.
async Task<FinishedVideo?[]> CreateAllAsync(ICometRunwayClient client, Shot[] shots, PreparedRequest[] prepared)
{
    FinishedVideo?[] finished = [];
    await AnsiConsole.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn()).StartAsync(async screen =>
        finished = await Task.WhenAll(shots.Zip(prepared, (shot, request) => CreateShotAsync(client, request, new ShotBar(screen.AddTask(shot.Title), shot)))));
    return finished;
}

async Task<FinishedVideo?> CreateShotAsync(ICometRunwayClient client, PreparedRequest prepared, ShotBar bar)
{
    try
    {
        var created = await client.CreateAsync(prepared, newTake: true, cancellationToken: stop.Token);
        var video = await client.WaitAsync(created.Handle, bar, cancellationToken: stop.Token);
        bar.Finish("saved");
        return video;
    }
    catch (CometRunwayException error)
    {
        // An error in one shot does not stop the others. error.Charge says whether it may have been charged.
        bar.Finish("failed");
        Console.WriteLine(error.Message);
        return null;
    }
}

static ServiceProvider Services(Uri sandbox, string videos)
{
    var services = new ServiceCollection();
    services.AddCometRunway(options =>
    {
        options.BaseAddress = sandbox;
        options.ApiKey = new ApiKey("sandbox");
        options.AllowedDirectories.Add(videos);
        options.OutputDirectory = videos;
        options.HomeDirectory = Path.Combine(videos, ".sandbox");
        options.PollInterval = TimeSpan.FromSeconds(0.5);
        // The limits would also count the tasks of earlier runs.
        options.MaxTasksPerHour = options.MaxTasksPerDay = options.MaxSecondsPerDay = null;
    });
    return services.BuildServiceProvider();
}
