using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit;
using CometRunway.TestKit.Net;
using CometRunway.TestKit.Time;
using CometRunway.Videos;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Videos;

/// <summary>A downloader with its real HTTP client, a scripted server, a folder and a clock.</summary>
internal sealed class DownloadBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="script">What the server does with a connection.</param>
    /// <param name="folder">Where videos are saved; null for <see cref="Folder"/>. Relative to it.</param>
    public DownloadBench(Func<ScriptedConnection, Task> script, string? folder = null)
    {
        Server = new ScriptedServer(script);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.Configure<CometRunwayOptions>(options => options.OutputDirectory = Path.Combine(Folder.Path, folder ?? ""));
        services.AddVideoDownloads();
        _services = services.BuildServiceProvider();
    }

    public ScriptedServer Server { get; }

    public TemporaryFolder Folder { get; } = new();

    public FastTimeProvider Time { get; } = new();

    public VideoDownloader Downloader => _services.GetRequiredService<VideoDownloader>();

    public string VideoPath => Folder["clip.mp4"];

    /// <summary>Everything in the folder, hidden files too.</summary>
    public string[] Files => [.. Directory.EnumerateFileSystemEntries(Folder.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public DownloadRequest Request => new()
    {
        Link = Server.Link("/video.mp4?_jwt=secret-signature"),
        Name = new VideoName(new TaskScope("test"), "clip.mp4"),
        Gateway = new GatewayLinks(new Uri("https://gateway.example/"), null),
        AllowLoopback = true,
    };

    public Task<DownloadedVideo> SaveAsync(DownloadRequest? request = null, IProgress<DownloadProgress>? progress = null) =>
        Downloader.SaveAsync(request ?? Request, progress, TestContext.Current.CancellationToken);

    public async Task<DownloadException> FailAsync(DownloadRequest? request = null)
    {
        var failure = await Assert.ThrowsAsync<DownloadException>(() => SaveAsync(request));
        Assert.DoesNotContain("secret", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("_jwt", failure.Message, StringComparison.Ordinal);
        return failure;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
