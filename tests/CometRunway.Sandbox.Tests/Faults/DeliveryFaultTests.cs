using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Faults;

/// <summary>Faults of the link to a finished clip, and of its transfer.</summary>
public sealed class DeliveryFaultTests
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "answer-as-html", "answer-as-text", "answer-without-type",
        "link-in-metadata", "link-in-video", "link-in-output-object", "link-in-list-text",
        "link-needs-key", "link-needs-key-redirect", "link-percent-escapes", "link-relative", "link-relative-host", "link-plain-http",
        "file-gzip", "file-gzip-label", "file-206", "file-206-half",
    ];

    [Theory]
    [InlineData("answer-as-html", "text/html")]
    [InlineData("answer-as-text", "text/plain")]
    [InlineData("answer-without-type", null)]
    public async Task ContentType_OfTheTask_IsNotJson(string name, string? mediaType)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await CreateAsync(sandbox, name);

        using var response = await sandbox.GetTaskAsync(id);

        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("SUCCEEDED", JsonDocument.Parse(await TestSandbox.TextOf(response)).RootElement.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("link-in-metadata", TaskShape.Bare)]
    [InlineData("link-in-video", TaskShape.Wrapped)]
    [InlineData("link-in-output-object", TaskShape.Feed)]
    [InlineData("link-in-list-text", TaskShape.Bare)]
    public async Task Field_OfTheLink_IsTheOnlyOneAndWorks(string name, TaskShape shape)
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, Shape = shape });
        var root = await sandbox.ReadTaskAsync(await CreateAsync(sandbox, name));
        var task = shape switch { TaskShape.Bare => root, TaskShape.Feed => root.GetProperty("data"), _ => root.GetProperty("data").GetProperty("data") };

        var link = name switch
        {
            "link-in-metadata" => task.GetProperty("metadata").GetProperty("url").GetString(),
            "link-in-video" => task.GetProperty("video").GetProperty("url").GetString(),
            "link-in-output-object" => task.GetProperty("output").GetProperty("video_url").GetString(),
            _ => JsonDocument.Parse(task.GetProperty("output").GetString()!).RootElement[0].GetString(),
        };

        using var clip = await sandbox.GetAsync(link!);
        Assert.True(clip.IsSuccessStatusCode);
        Assert.Equal(2, root.GetRawText().Split("_jwt").Length);
    }

    [Fact]
    public async Task NeedsKey_WithoutTheKeyOfTheTask_IsRejected()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await CreateAsync(sandbox, "link-needs-key");
        var link = await sandbox.LinkAsync(id);
        using var stranger = new HttpClient();

        using var without = await stranger.GetAsync(link, TestContext.Current.CancellationToken);
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-other");
        using var other = await stranger.GetAsync(link, TestContext.Current.CancellationToken);
        using var own = await sandbox.GetAsync(link);

        Assert.EndsWith($"/v1/videos/{id}/content", link, StringComparison.Ordinal);
        Assert.Equal((401, 404, 200), ((int)without.StatusCode, (int)other.StatusCode, (int)own.StatusCode));
        Assert.Equal((2, 0), Downloads(sandbox, id));
    }

    [Fact]
    public async Task NeedsKeyRedirect_WithTheKey_LeadsToAnotherHostThatNeedsNone()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await CreateAsync(sandbox, "link-needs-key-redirect");
        using var stranger = new HttpClient();

        using var redirect = await sandbox.GetAsync(await sandbox.LinkAsync(id));
        using var clip = await stranger.GetAsync(redirect.Headers.Location, TestContext.Current.CancellationToken);

        Assert.Equal((302, "localhost"), ((int)redirect.StatusCode, redirect.Headers.Location!.Host));
        Assert.Equal(HttpStatusCode.OK, clip.StatusCode);
    }

    [Fact]
    public async Task PercentEscapes_NotSentAsWritten_AreRejected()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var link = await sandbox.LinkAsync(await CreateAsync(sandbox, "link-percent-escapes"));

        using var exact = await sandbox.Http.GetAsync(Exact(link), TestContext.Current.CancellationToken);
        using var rewritten = await sandbox.GetAsync(link);
        using var lowerCase = await sandbox.Http.GetAsync(Exact(link.Replace("%2F", "%2f", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Assert.Equal((200, 403, 403), ((int)exact.StatusCode, (int)rewritten.StatusCode, (int)lowerCase.StatusCode));
    }

    [Theory]
    [InlineData("link-relative", "/outputs/")]
    [InlineData("link-relative-host", "//127.0.0.1:")]
    public async Task RelativeLink_FromTheBaseAddress_Works(string name, string start)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var link = await sandbox.LinkAsync(await CreateAsync(sandbox, name));

        using var clip = await sandbox.Http.GetAsync(new Uri(sandbox.Server.BaseAddress, link), TestContext.Current.CancellationToken);

        Assert.StartsWith(start, link, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, clip.StatusCode);
    }

    [Fact]
    public async Task PlainHttp_Link_HasAHostThatCannotExist()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var link = await sandbox.LinkAsync(await CreateAsync(sandbox, "link-plain-http"));

        Assert.StartsWith("http://videos.invalid/outputs/", link, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file-gzip", true)]
    [InlineData("file-gzip-label", false)]
    public async Task Gzip_NotRequested_IsLabelledAndOnlySometimesTrue(string name, bool isCompressed)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var (expected, link) = await ClipAsync(sandbox, name);

        using var response = await sandbox.GetAsync(link);

        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Equal(expected, isCompressed ? Decompress(body) : body);
    }

    [Fact]
    public async Task Status206_WithoutARange_IsComplete()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var (expected, link) = await ClipAsync(sandbox, "file-206");

        using var response = await sandbox.GetAsync(link);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal($"bytes 0-{expected.Length - 1}/{expected.Length}", response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Status206Half_WithoutARange_IsCompletedByTheRest()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var (expected, link) = await ClipAsync(sandbox, "file-206-half");

        using var first = await sandbox.GetAsync(link);
        var head = await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var second = await sandbox.SendAsync(HttpMethod.Get, link, null, ("Range", $"bytes={head.Length}-"));
        var tail = await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected.Length / 2, head.Length);
        Assert.Equal(expected, head.Concat(tail));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task ControlRoute_ReturnsTheClip_WhateverItsDelivery()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var compressed = await CreateAsync(sandbox, "file-gzip");
        using var delivered = await sandbox.GetAsync(await sandbox.LinkAsync(compressed));

        using var clip = await sandbox.GetAsync($"/_sandbox/clips/{compressed}");
        using var none = await sandbox.GetAsync("/_sandbox/clips/none");

        Assert.Equal(Decompress(await delivered.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), await clip.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static Task<string> CreateAsync(TestSandbox sandbox, string name)
    {
        sandbox.Server.Faults.Add(new FaultRule("task", name));
        return sandbox.CreateAsync();
    }

    /// <summary>Returns the bytes of the clip, and the link.</summary>
    private static async Task<(byte[] Clip, string Link)> ClipAsync(TestSandbox sandbox, string name)
    {
        var link = await sandbox.LinkAsync(await CreateAsync(sandbox, name));
        using var range = await sandbox.SendAsync(HttpMethod.Get, link, null, ("Range", "bytes=0-"));
        var body = await range.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var clip = body[0] == 0x1F ? Decompress(body) : body;
        Assert.Contains("ftyp", Encoding.UTF8.GetString(clip), StringComparison.Ordinal);
        return (clip, link);
    }

    private static (int Downloads, int WithBearer) Downloads(TestSandbox sandbox, string id) =>
        sandbox.Server.Journal.Find(id) is { } task ? (task.Downloads, task.DownloadsWithBearer) : default;

    private static Uri Exact(string link) => new(link, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static byte[] Decompress(byte[] body)
    {
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var clip = new MemoryStream();
        gzip.CopyTo(clip);
        return clip.ToArray();
    }
}
