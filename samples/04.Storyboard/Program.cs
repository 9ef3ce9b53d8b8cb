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
    var studio = services.GetRequiredService<CometRunwayClient>();
    Console.WriteLine("A storyboard of three shots from one image. The sandbox on this machine creates the videos, free of charge.");

    Shot[] shots =
    [
        new("Opening", new() { Image = image, Prompt = "a slow pan to the left", Model = "gen4_turbo", Ratio = "1280:720" }),
        new("Towards sun", new() { Image = image, Prompt = "a slow push in towards the sun", Model = "gen3a_turbo", Ratio = "1280:768" }),
        new("For phones", new() { Image = image, Prompt = "the camera tilts up into the sky", Model = "gen4_turbo", Ratio = "720:1280" }),
    ];
    // Validation is free. All problems and the total price are known before the first shot is paid.
    var looked = await Task.WhenAll(shots.Select(s => studio.ValidateAsync(s.Request, stop.Token)));
    foreach (var problem in looked.SelectMany(l => l.Violations))
        Console.WriteLine($"  {problem.Problem}");
    if (looked.Any(l => l.HasErrors))
        return 1;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"On the live service the three shots would cost about ${looked.Sum(l => l.Price?.Usd ?? 0):0.00}."));

    var made = await MakeAsync(studio, shots, looked);

    var table = new Table().AddColumns("Shot", "Frame", "Seconds", "File");
    foreach (var (shot, video) in shots.Zip(made).Where(p => p.Second is not null))
        table.AddRow(shot.Title, $"{video!.Files[0].Facts?.Width} x {video.Files[0].Facts?.Height}", video.Files[0].Facts?.DurationSeconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "?", Path.GetFileName(video.Path));
    AnsiConsole.Write(table);
    Console.WriteLine("Gallery page with all videos, for any browser:");
    Console.WriteLine(Path.Combine(videos, "index.html"));
    return made.All(v => v is not null && File.Exists(v.Path)) && File.Exists(Path.Combine(videos, "index.html")) ? 0 : 1;
}

// Creates all shots at once. Each is paid once, and one poller in this process follows them all.
async Task<FinishedVideo?[]> MakeAsync(CometRunwayClient studio, Shot[] shots, PreparedRequest[] looked)
{
    FinishedVideo?[] made = [];
    await AnsiConsole.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn()).StartAsync(async screen =>
        made = await Task.WhenAll(shots.Zip(looked, (shot, prepared) => ShootAsync(studio, prepared, new ShotBar(screen.AddTask(shot.Title), shot)))));
    return made;
}

async Task<FinishedVideo?> ShootAsync(CometRunwayClient studio, PreparedRequest prepared, ShotBar bar)
{
    try
    {
        var created = await studio.CreateAsync(prepared, newTake: true, cancellationToken: stop.Token);
        var video = await studio.WaitAsync(created.Task.Handle, bar, cancellationToken: stop.Token);
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
