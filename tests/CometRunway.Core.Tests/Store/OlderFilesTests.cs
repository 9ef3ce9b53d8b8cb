using CometRunway.Images;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.TestKit;
using CometRunway.Videos.Downloads;
using CometRunway.Videos.Gallery;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>What programs before the settings were one record have written: answers beside the file, sidecars, fingerprints and rows.</summary>
public sealed class OlderFilesTests : IDisposable
{
    private const string Answer =
        """
        {"handle":"v7k2","at":"2026-11-24T12:00:00+00:00","outcome":{"state":"Accepted","taskId":"d0658ae1","mayNeverBecomeVisible":false,"credits":25},
        "row":{"handle":"v7k2","scope":{"value":"s1","account":"s1"},"state":"Submitting","revision":1,"fingerprint":"f1","model":"gen3a_turbo","ratio":"1280:768",
        "duration":5,"seed":7,"watermark":true,"prompt":"a slow pan","imageName":"cat.png","imageSha256":"00ff","apiVersion":"2024-11-06","estimatedCost":0.32,
        "createdAt":"2026-11-24T12:00:00+00:00","updatedAt":"2026-11-24T12:00:00+00:00","mayNeverBecomeVisible":false,"outputLinks":[],"files":[]}}
        """;

    private const string Sidecar =
        """
        {
          "version": 1, "handle": "v7k2", "taskId": "d0658ae1", "model": "gen3a_turbo", "prompt": "A slow pan", "ratio": "1280:768", "askedSeconds": 5, "seed": 42,
          "watermark": true, "rehearsal": false, "createdAt": "2026-11-24T12:00:00+00:00", "outputIndex": 0, "outputCount": 1, "length": 1500000, "differences": []
        }
        """;

    private static readonly VideoSettings All = new() { Prompt = "a slow pan", Model = "gen3a_turbo", Ratio = "1280:768", Duration = 5, Seed = 7, Watermark = true };

    private readonly SqliteFixture _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Answer_WithTheSettingsAmongTheOtherFields_IsTakenOver()
    {
        Directory.CreateDirectory(_home.Folder);
        await File.WriteAllTextAsync(Path.Combine(_home.Folder, "answer-v7k2-1.json"), Answer, Token);

        var task = (await _home.Store.GetAsync("v7k2", Token))!;

        Assert.Equal(("d0658ae1", VideoTaskState.Accepted), (task.TaskId, task.State));
        Assert.Equal(All, task.Settings);
        Assert.Empty(Directory.GetFiles(_home.Folder, "answer-*"));
    }

    /// <summary>The ledger may come back from a backup later, and this file is all that knows the id.</summary>
    [Fact]
    public async Task Answer_ForATaskThatIsNotInTheLedger_IsKept()
    {
        Directory.CreateDirectory(_home.Folder);
        var file = Path.Combine(_home.Folder, "answer-v7k3-1.json");
        await File.WriteAllTextAsync(file, """{"handle":"v7k3","at":"2026-11-01T12:00:00+00:00","outcome":{"state":"Accepted","taskId":"d0658ae1"}}""", Token);

        Assert.Null(await _home.Store.GetAsync("v7k3", Token));

        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task Sidecar_WithTheSettingsAmongTheOtherFields_IsReadAndShownInTheGallery()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["clip.json"], Sidecar, Token);

        var page = await File.ReadAllTextAsync(await new GalleryPage(folder.Path).WriteAsync(Token), Token);

        Assert.Equal(All with { Prompt = "A slow pan", Seed = 42 }, SidecarFile.TryRead(folder["clip.mp4"])!.Settings);
        Assert.Contains("A slow pan", page, StringComparison.Ordinal);
        Assert.Contains("1280:768, 5 s, with watermark", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_OfThisVersion_HasTheSettingsAsJsonAndInTheOlderColumns()
    {
        var task = await _home.BegunAsync(new NewVideoTask { Fingerprint = "f1", Settings = All with { CropFocus = "top" }, ImageName = "cat.png", ApiVersion = "2024-11-06" });

        using var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT settings, model || ' ' || ratio || ' ' || duration || ' ' || seed || ' ' || watermark || ' ' || prompt FROM tasks";
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        Assert.Equal("""{"prompt":"a slow pan","model":"gen3a_turbo","ratio":"1280:768","duration":5,"seed":7,"watermark":true,"cropFocus":"top"}""", row.GetString(0));
        Assert.Equal("gen3a_turbo 1280:768 5 7 1 a slow pan", row.GetString(1));
        Assert.Equal(All with { CropFocus = "top" }, (await _home.Store.GetAsync(task.Handle, Token))!.Settings);
    }

    /// <summary>An unknown outcome of yesterday must hold back the same request of today.</summary>
    [Fact]
    public void Fingerprint_OfARequest_IsWhatItAlwaysWas()
    {
        var image = InputImage.FromLink(new Uri("https://example.com/a.png?x=1"));
        var every = new VideoSettings { Model = "gen4_turbo", Prompt = "caf\u00e9", Ratio = "1280:720", Duration = 5, Seed = 1, Watermark = true, CropFocus = "top" };

        Assert.Equal("14167928783f4a28d996fcba0bf60680ea72782142adf936a4f12407dd84dcf0", RequestFingerprint.Of(image, every, "2024-11-06"));
        Assert.Equal("9ebc438cf721104c1fcb98190f1fa9eff038bdce290cf5dc64d0b6532b570554", RequestFingerprint.Of(image, new VideoSettings { Model = "gen3a_turbo" }, "2024-11-06"));
    }
}
