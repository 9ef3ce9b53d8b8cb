using System.Net;
using System.Net.Http.Headers;
using CometRunway.Sandbox.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Sandbox.Tests.Api;

public sealed class OutputTests
{
    [Fact]
    public async Task Output_Whole_IsAnMp4WithContentLengthAndTheSameBytesEachTime()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var link = await sandbox.LinkAsync(await sandbox.CreateAsync());

        using var first = await sandbox.GetAsync(link);
        using var second = await sandbox.GetAsync(link);
        var clip = await BytesOf(first);

        Assert.Equal(("video/mp4", (long?)clip.Length), (first.Content.Headers.ContentType!.MediaType, first.Content.Headers.ContentLength));
        Assert.Equal("bytes", Assert.Single(first.Headers.AcceptRanges));
        Assert.Equal(clip, await BytesOf(second));
    }

    [Theory]
    [InlineData("bytes=4-7", 206, "ftyp", "bytes 4-7/")]
    [InlineData("bytes=0-3", 206, "....", "bytes 0-3/")]
    [InlineData("bytes=99999-", 416, "", "bytes */")]
    [InlineData("bytes=-0", 416, "", "bytes */")]
    public async Task Output_Range_IsThatPart(string range, int status, string text, string contentRange)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var link = await sandbox.LinkAsync(await sandbox.CreateAsync());

        using var response = await sandbox.SendAsync(HttpMethod.Get, link, null, ("Range", range));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(text, await TestSandbox.TextOf(response));
        Assert.StartsWith(contentRange, response.Content.Headers.ContentRange!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_OpenAndSuffixRanges_ReachTheEnd()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var link = await sandbox.LinkAsync(await sandbox.CreateAsync());
        using var whole = await sandbox.GetAsync(link);
        var clip = await BytesOf(whole);

        using var open = await sandbox.SendAsync(HttpMethod.Get, link, null, ("Range", "bytes=10-"));
        using var suffix = await sandbox.SendAsync(HttpMethod.Get, link, null, ("Range", "bytes=-5"));
        using var beyond = await sandbox.SendAsync(HttpMethod.Get, link, null, ("Range", "bytes=-99999"));
        using var several = await sandbox.SendAsync(HttpMethod.Get, link, null, ("Range", "bytes=0-1,3-4"));

        Assert.Equal(clip[10..], await BytesOf(open));
        Assert.Equal(clip[^5..], await BytesOf(suffix));
        Assert.Equal(clip, await BytesOf(beyond));
        Assert.Equal(HttpStatusCode.OK, several.StatusCode);
    }

    [Fact]
    public async Task Output_Head_HasLengthAndNoBody()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var link = await sandbox.LinkAsync(await sandbox.CreateAsync());

        using var response = await sandbox.SendAsync(HttpMethod.Head, link);

        Assert.True(response.Content.Headers.ContentLength > 10);
        Assert.Empty(await BytesOf(response));
    }

    [Fact]
    public async Task Output_AfterLinkLifetime_Is403AndTheNextReadReturnsANewLink()
    {
        var clock = new FakeTimeProvider();
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, LinkLifetime = TimeSpan.FromMinutes(5), TimeProvider = clock });
        var id = await sandbox.CreateAsync();
        var old = await sandbox.LinkAsync(id);
        clock.Advance(TimeSpan.FromMinutes(5));

        using var expired = await sandbox.GetAsync(old);
        using var fresh = await sandbox.GetAsync(await sandbox.LinkAsync(id));

        Assert.Equal((403, 200), ((int)expired.StatusCode, (int)fresh.StatusCode));
        Assert.Contains("AccessDenied", await TestSandbox.TextOf(expired), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?_jwt=")]
    [InlineData("?_jwt=ffffffffffffffff.00000000000000000000000000000000")]
    [InlineData("?_jwt=7fffffffffffffff.")]
    public async Task Output_WithoutValidSignature_Is403(string query)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.CreateAsync();

        using var response = await sandbox.GetAsync($"/outputs/{id}.mp4{query}");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Output_WithAuthorizationHeader_IsServedAndRecorded()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.CreateAsync();
        var link = await sandbox.LinkAsync(id);

        using var withHeader = await sandbox.GetAsync(link);
        sandbox.Http.DefaultRequestHeaders.Remove("Authorization");
        using var withoutHeader = await sandbox.GetAsync(link);

        Assert.Equal((200, 200), ((int)withHeader.StatusCode, (int)withoutHeader.StatusCode));
        var task = sandbox.Server.Journal.Find(id)!;
        Assert.Equal((2, 1), (task.Downloads, task.DownloadsWithBearer));
    }

    [Theory]
    [InlineData("1280:768", false, 1280, 768)]
    [InlineData("1280:768", true, 1280, 720)]
    [InlineData("768:1280", true, 720, 1280)]
    [InlineData("720:1280", true, 720, 1280)]
    public async Task Output_Ratio_IsTheSizeOfTheClip(string ratio, bool normalize, int width, int height)
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, NormalizeRatio = normalize });
        var id = await sandbox.CreateAsync($$"""{"promptImage":"https://h.example/a.png","model":"gen3a_turbo","ratio":"{{ratio}}"}""");

        using var response = await sandbox.GetAsync(await sandbox.LinkAsync(id));

        Assert.Contains($"Width = {width}, Height = {height}, Seconds = 5", await TestSandbox.TextOf(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_EvictedClip_IsRenderedAgainWithTheSameBytes()
    {
        var renders = 0;
        var renderer = new FakeClipRenderer(request => BitConverter.GetBytes(request.Seed + (0 * Interlocked.Increment(ref renders))));
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Speed = 0 }, renderer, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "k");
        var links = new List<string>();
        for (var i = 0; i < 21; i++)
        {
            links.Add(await CreateAndLinkAsync(http));
        }

        var first = await DownloadAllAsync(http, links);
        var again = await http.GetByteArrayAsync(links[0], TestContext.Current.CancellationToken);

        Assert.Equal(22, renders);
        Assert.Equal(first[0], again);
    }

    [Fact]
    public async Task Output_RealRenderer_IsAnMp4()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Speed = 0 }, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "k");

        var clip = await http.GetByteArrayAsync(await CreateAndLinkAsync(http), TestContext.Current.CancellationToken);

        Assert.Equal("ftyp"u8, clip.AsSpan(4, 4));
        Assert.InRange(clip.Length, 100_000, 3_500_000);
    }

    private static async Task<string> CreateAndLinkAsync(HttpClient http)
    {
        using var created = await http.PostAsync("/runwayml/v1/image_to_video", new StringContent(TestSandbox.Minimal), TestContext.Current.CancellationToken);
        var id = (await TestSandbox.JsonOf(created)).GetProperty("id").GetString();
        using var task = await http.GetAsync($"/runwayml/v1/tasks/{id}", TestContext.Current.CancellationToken);
        return (await TestSandbox.JsonOf(task)).GetProperty("output")[0].GetString()!;
    }

    private static async Task<List<byte[]>> DownloadAllAsync(HttpClient http, List<string> links)
    {
        var clips = new List<byte[]>();
        foreach (var link in links)
        {
            clips.Add(await http.GetByteArrayAsync(link, TestContext.Current.CancellationToken));
        }

        return clips;
    }

    private static Task<byte[]> BytesOf(HttpResponseMessage response) => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
