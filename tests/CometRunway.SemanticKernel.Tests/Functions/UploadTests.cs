using System.Security.Cryptography;
using CometRunway.Images.Upload;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.Store;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Net;
using CometRunway.TestKit.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>A service that takes no data URIs, and what a user can do about it.</summary>
public sealed class UploadTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ScriptedServer _host;
    private readonly string _uploads;
    private readonly string _log;

    public UploadTests()
    {
        _uploads = _folder.Folder("what was uploaded");
        _log = Path.Combine(_folder.Path, "calls.log");
        _host = new ScriptedServer(ServeAsync);
    }

    private int Uploads => File.Exists(_log) ? File.ReadAllLines(_log).Length : 0;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Create_DataUriRefused_CostsNothingAndNamesTheHook()
    {
        await using var lab = await ToolLab.StartAsync(refuseDataUris: true);

        var error = await lab.CreateErrorAsync();

        Assert.Equal((ErrorCodes.ImageRefused, "no"), (error.Code, error.Charged));
        Assert.Equal(["CometRunwayOptions.UploadCommand"], FilledOptions.NamesIn(error.Message));
        Assert.Empty(lab.Sandbox.Journal.Tasks);
    }

    [Fact]
    public async Task Create_UploadCommand_SendsTheLinkOfTheVeryImageAndLeavesNoCopy()
    {
        await using var lab = await StartAsync($"cp \"$3\" \"$1\" && echo \"$2/$(basename \"$3\")\"");

        var reply = await lab.CreateAsync();

        var task = Assert.Single(lab.Sandbox.Journal.Tasks);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(lab.Sandbox.Home.Album, TestHome.ImageName), TestContext.Current.CancellationToken);
        Assert.True(reply.Created);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), task.ImageSha256);
        Assert.StartsWith(_host.Link("/").AbsoluteUri, task.ImageSource, StringComparison.Ordinal);
        Assert.False(File.Exists(Assert.Single(await File.ReadAllLinesAsync(_log, TestContext.Current.CancellationToken))));
        Assert.Equal(TestHome.ImageName, (await lab.Client.FindAsync(reply.Handle, TestContext.Current.CancellationToken)).ImageName);
    }

    [Fact]
    public async Task Create_TheSameAgain_UploadsNothingMore()
    {
        await using var lab = await StartAsync($"cp \"$3\" \"$1\" && echo \"$2/$(basename \"$3\")\"");
        await lab.CreateAsync();

        var second = await lab.CreateAsync();

        Assert.False(second.Created);
        Assert.Equal(1, Uploads);
    }

    [Fact]
    public async Task Validate_UploadCommand_IsNotCalled()
    {
        await using var lab = await StartAsync("echo https://host.example/a.png");

        var reply = await lab.CallAsync<ValidateReply>("validate_video_request", ToolLab.Create());

        Assert.True(reply.Valid);
        Assert.Equal(0, Uploads);
    }

    [Fact]
    public async Task Create_OverTheLimit_UploadsNothing()
    {
        await using var lab = await StartAsync("echo https://host.example/a.png", maxTasksPerHour: 0);

        await lab.CreateErrorAsync();

        Assert.Equal(0, Uploads);
    }

    [Theory]
    [InlineData("echo secret-token >&2; exit 3", "3", true)]
    [InlineData("exit 0", "https", true)]
    [InlineData("echo uploading; echo https://host.example/a.png", "https", true)]
    [InlineData("echo not a link", "https", true)]
    [InlineData("echo http://host.example/a.png", "https", false)]
    [InlineData("echo https://user:pw@host.example/a.png", "", false)]
    [InlineData("echo https://10.0.0.1/a.png", "IP", false)]
    [InlineData("echo file:///etc/passwd", "file", false)]
    [InlineData("echo \"$2/missing.png\"", "404", false)]
    [InlineData("head -c 100000 /dev/zero", "https", true)]
    public async Task Create_UploadFails_NothingIsSentAndItCanBeTriedAgain(string script, string named, bool isTheProgram)
    {
        await using var lab = await StartAsync(script);

        var first = await lab.CreateErrorAsync();
        var second = await lab.CreateErrorAsync();

        Assert.Equal((ErrorCodes.UploadFailed, "no"), (first.Code, first.Charged));
        Assert.Contains(named, first.Message, StringComparison.Ordinal);
        // The program's setting where the program is at fault; else the fault is its link's.
        Assert.Equal(isTheProgram ? ["CometRunwayOptions.UploadCommand"] : [], FilledOptions.NamesIn(first.Message));
        Assert.DoesNotContain("secret-token", first.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("pw@", first.ToJson(), StringComparison.Ordinal);
        Assert.Equal(first.Code, second.Code);
        Assert.Equal((0, 2), (lab.Sandbox.Posts, Uploads));
    }

    [Fact]
    public async Task Create_UploadProgramIsMissing_NamesTheSetting()
    {
        await using var lab = await ToolLab.StartAsync(configure: o => o.UploadCommand = "no-such-program-of-ours");

        var options = await lab.CallAsync<OptionsReply>("get_video_options", "{}");
        var error = await lab.CreateErrorAsync();

        Assert.Contains(options.Problems!, p => p.Contains("CometRunwayOptions.UploadCommand", StringComparison.Ordinal));
        Assert.Equal(ErrorCodes.UploadFailed, error.Code);
        Assert.Equal(["CometRunwayOptions.UploadCommand"], FilledOptions.NamesIn(error.Message));
    }

    [Fact]
    public async Task Create_HostInCode_GoesBeforeTheCommand()
    {
        var host = new Host(image =>
        {
            File.WriteAllBytes(Path.Combine(_uploads, image.FileName), image.Bytes.ToArray());
            return _host.Link("/" + image.FileName);
        });
        await using var lab = await StartAsync("exit 1", host);

        Assert.True((await lab.CreateAsync()).Created);
        Assert.Equal(("image/png", 0), (Assert.Single(host.Seen).MediaType, Uploads));
    }

    [Fact]
    public async Task Create_HostInCodeThrows_NothingWasSentAndNothingIsUnknown()
    {
        await using var lab = await ToolLab.StartAsync(change: s => s.AddSingleton<IImageUploader>(new Host(_ => throw new InvalidOperationException("bucket secret-bucket is gone"))));

        var error = await lab.CreateErrorAsync();

        Assert.Equal((ErrorCodes.UploadFailed, "no"), (error.Code, error.Charged));
        Assert.DoesNotContain("secret-bucket", error.ToJson(), StringComparison.Ordinal);
        Assert.Equal(VideoTaskState.Rejected, (await lab.Client.FindAsync(error.Handle!, TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task Create_Link_IsNotUploaded()
    {
        var host = new Host(_ => throw new InvalidOperationException());
        await using var lab = await ToolLab.StartAsync(refuseDataUris: true, change: s => s.AddSingleton<IImageUploader>(host));

        Assert.True((await lab.CallAsync<CreateReply>("create_video_from_image", "{\"image\":\"https://host.example/cat.png\"}")).Created);
        Assert.Empty(host.Seen);
    }

    /// <summary>A lab whose upload command is this shell script: $1 is a folder with blanks in its name, $2 the host's address, $3 the image.</summary>
    private async Task<ToolLab> StartAsync(string script, IImageUploader? host = null, int maxTasksPerHour = 10)
    {
        var program = Path.Combine(_folder.Path, "upload.sh");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho \"$3\" >> '{_log}'\n{script}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return await ToolLab.StartAsync(
            configure: o =>
            {
                o.UploadCommand = $"{program} \"{_uploads}\" {_host.Link("/").AbsoluteUri.TrimEnd('/')}";
                o.MaxTasksPerHour = maxTasksPerHour;
            },
            refuseDataUris: true,
            change: s =>
            {
                if (host is not null)
                    s.AddSingleton(host);
            });
    }

    private Task ServeAsync(ScriptedConnection exchange)
    {
        var file = Path.Combine(_uploads, Path.GetFileName(exchange.PathAndQuery));
        if (!File.Exists(file))
            return exchange.SendHeadAsync("404 Not Found", "Content-Length: 0");
        return exchange.Head.StartsWith("HEAD ", StringComparison.Ordinal)
            ? exchange.SendHeadAsync("200 OK", "Content-Type: image/png", $"Content-Length: {new FileInfo(file).Length}")
            : exchange.SendWholeAsync(File.ReadAllBytes(file), "image/png");
    }

    private sealed class Host(Func<ImageUpload, Uri> upload) : IImageUploader
    {
        public List<ImageUpload> Seen { get; } = [];

        public Task<Uri> UploadAsync(ImageUpload image, CancellationToken cancellationToken)
        {
            Seen.Add(image);
            return Task.FromResult(upload(image));
        }
    }
}
