using System.Net.Sockets;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Remote;
using CometRunway.Options;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Net;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Images;

/// <summary>What is found out about a link before money moves.</summary>
public sealed class RemoteImagesTests
{
    private static readonly byte[] Png = TinyPng.Create(64, 40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_Image_GivesItsFactsByOneHeadAndOneShortGetWithoutCredentials()
    {
        await using var server = new ScriptedServer(e => DeliverAsync(e, Png, "image/png"));

        var result = await CheckAsync(server);

        Assert.Null(result.Violation);
        Assert.Empty(result.Warnings);
        Assert.Equal(new ImageFacts("image/png", 64, 40, 1, Png.Length), result.Image!.Facts);
        Assert.StartsWith("HEAD /cat.png ", server.Requests[0], StringComparison.Ordinal);
        Assert.StartsWith("GET /cat.png ", server.Requests[1], StringComparison.Ordinal);
        Assert.Contains("Range: bytes=0-131071", server.Requests[1], StringComparison.Ordinal);
        Assert.All(server.Requests, head => Assert.DoesNotContain("Authorization", head + "Cookie", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Look_TurnedPhoneImage_IsMeasuredUpright()
    {
        await using var server = new ScriptedServer(e => DeliverAsync(e, TinyJpeg.Create(80, 50, orientation: 6), "image/jpeg"));

        Assert.Equal((50, 80), Size(await CheckAsync(server)));
    }

    [Fact]
    public async Task Look_PartOfALargeImage_TakesTheLengthFromTheRange()
    {
        await using var server = new ScriptedServer(async e =>
        {
            if (IsHead(e))
            {
                await e.SendHeadAsync("200 OK", "Content-Type: image/png", "Content-Length: 9000000");
                return;
            }

            await e.SendHeadAsync("206 Partial Content", "Content-Type: image/png", $"Content-Range: bytes 0-{Png.Length - 1}/9000000", $"Content-Length: {Png.Length}");
            await e.SendAsync(Png);
        });

        var result = await CheckAsync(server);

        Assert.Equal(9_000_000, result.Image!.Facts!.Length);
        Assert.Null(result.Violation);
    }

    [Fact]
    public async Task Look_ServerThatSendsEverythingForEver_IsReadOnlyAtItsBeginning()
    {
        await using var server = new ScriptedServer(async e =>
        {
            await e.SendHeadAsync("200 OK", "Content-Type: image/png", "Content-Length: 16000000");
            if (IsHead(e))
                return;
            await e.SendAsync(Png);
            await e.SendAsync(new byte[200_000]);
            await e.StopRespondingAsync();
        });

        Assert.Equal((64, 40), Size(await CheckAsync(server)));
    }

    public static TheoryData<string, string, string, byte[]> Refusals() => new()
    {
        { "link_type", "200 OK", "Content-Type: application/octet-stream", Png },
        { "link_type", "200 OK", "X-None: 1", Png },
        { "link_type", "200 OK", "Content-Type: image/gif", [.. "GIF89a"u8, 7, 0, 9, 0, 0, 0, 0] },
        { "link_type", "200 OK", "Content-Type: image/png", [.. "GIF89a"u8, 7, 0, 9, 0, 0, 0, 0] },
        { "link_not_a_picture", "200 OK", "Content-Type: text/html", "<!doctype html><title>cat.png</title>"u8.ToArray() },
        { "link_not_a_picture", "200 OK", "Content-Type: image/png", "%PDF-1.7"u8.ToArray() },
        { "link_not_a_picture", "200 OK", "Content-Type: image/png", [] },
        { "link_not_found", "404 Not Found", "Content-Type: text/html", "<html>"u8.ToArray() },
        { "link_not_found", "410 Gone", "Content-Type: text/html", [] },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Look_WhatTheServiceRefuses_IsAnErrorBeforeItIsPaid(string code, string status, string header, byte[] body)
    {
        await using var server = new ScriptedServer(async e =>
        {
            await e.SendHeadAsync(status, header, $"Content-Length: {body.Length}");
            if (!IsHead(e))
                await e.SendAsync(body);
        });

        var result = await CheckAsync(server);

        Assert.Null(result.Image);
        Assert.Equal((code, Severity.Error), (result.Violation?.Code, result.Violation?.Severity));
    }

    [Fact]
    public async Task Look_MoreThan16Megabytes_IsRefused()
    {
        await using var server = new ScriptedServer(async e =>
        {
            await e.SendHeadAsync("200 OK", "Content-Type: image/png", "Content-Length: 16777217");
            if (!IsHead(e))
                await e.SendAsync((byte[])[.. Png, .. new byte[140_000]]);
        });

        Assert.Equal("link_too_large", (await CheckAsync(server)).Violation?.Code);
    }

    [Theory]
    [InlineData("405 Method Not Allowed", "link_without_head", Severity.Error)]
    [InlineData("501 Not Implemented", "link_without_head", Severity.Error)]
    [InlineData("403 Forbidden", "link_without_head", Severity.Warning)]
    [InlineData("200 OK", "link_without_length", Severity.Warning)]
    public async Task Look_OddAnswerToHead_IsTold(string status, string code, Severity severity)
    {
        await using var server = new ScriptedServer(e => IsHead(e) ? e.SendHeadAsync(status, "Content-Type: image/png") : e.SendWholeAsync(Png, "image/png"));

        var result = await CheckAsync(server);

        var finding = Assert.Single(result.Violation is { } v ? [v, .. result.Warnings] : result.Warnings);
        Assert.Equal((code, severity), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("403 Forbidden")]
    [InlineData("429 Too Many Requests")]
    [InlineData("503 Service Unavailable")]
    public async Task Look_AnswerThatTheServiceMayNotGet_IsAWarning(string status)
    {
        await using var server = new ScriptedServer(e => e.SendHeadAsync(status, "Content-Length: 0"));

        var result = await CheckAsync(server);

        Assert.NotNull(result.Image);
        Assert.Equal(("link_answers_error", Severity.Warning), (Assert.Single(result.Warnings).Code, result.Warnings[0].Severity));
    }

    [Fact]
    public async Task Look_OtherTypeThanDeclared_IsAWarningAndTheBytesCount()
    {
        await using var server = new ScriptedServer(e => DeliverAsync(e, Png, "image/jpeg"));

        var result = await CheckAsync(server);

        Assert.Equal("link_type_mismatch", Assert.Single(result.Warnings).Code);
        Assert.Equal("image/png", result.Image!.Facts!.MediaType);
    }

    [Fact]
    public async Task Look_Redirect_IsRefusedAndTheLinkItLeadsToIsGiven()
    {
        await using var server = new ScriptedServer(e => e.PathAndQuery == "/cat.png" ? e.SendHeadAsync("301 Moved", "Location: /really/cat.png?size=l", "Content-Length: 0") : DeliverAsync(e, Png, "image/png"));

        var result = await CheckAsync(server);

        Assert.Equal("link_redirects", result.Violation?.Code);
        Assert.Equal(server.Link("/really/cat.png?size=l").AbsoluteUri, result.Violation!.Nearest);
        Assert.Contains(result.Violation.Nearest!, result.Violation.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_EndlessRedirects_EndAfterAFew()
    {
        await using var server = new ScriptedServer(e => e.SendHeadAsync("302 Found", $"Location: /{e.Number}", "Content-Length: 0"));

        var result = await CheckAsync(server);

        Assert.Equal(("link_redirects", null), (result.Violation?.Code, result.Violation?.Nearest));
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Look_SilentServer_IsAWarningAfterTheLimit()
    {
        var time = new FakeTimeProvider();
        await using var server = new ScriptedServer(e =>
        {
            time.Advance(RemoteImageChecker.TimeLimit);
            return e.StopRespondingAsync();
        });

        var result = await CheckAsync(server, time: time);

        Assert.NotNull(result.Image);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal("link_not_looked_at", warning.Code);
        Assert.Contains("8 s", warning.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_NobodyListens_IsAWarning()
    {
        Uri link;
        await using (var server = new ScriptedServer(_ => Task.CompletedTask))
            link = server.Link("/cat.png");

        var result = await CheckAsync(link, new CometRunwayOptions { BaseAddress = new("http://127.0.0.1:1") });

        Assert.Equal("link_not_looked_at", Assert.Single(result.Warnings).Code);
    }

    [Fact]
    public async Task Look_CallerGivesUp_IsTheCallersCancellation()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new ScriptedServer(async e =>
        {
            await caller.CancelAsync();
            await e.StopRespondingAsync();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CheckAsync(server.Link("/cat.png"), new CometRunwayOptions { BaseAddress = new("http://127.0.0.1:1") }, caller: caller.Token));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", null, 0)]
    [InlineData("http://127.0.0.1:1", true, 1)]
    [InlineData("https://api.cometapi.com", null, 1)]
    [InlineData("https://api.cometapi.com", false, 0)]
    public async Task Look_ForeignLink_IsAskedOnlyWhereItCounts(string baseAddress, bool? setting, int lookups)
    {
        var asked = 0;

        var result = await CheckAsync(
            new Uri("https://host.example/cat.png"),
            new CometRunwayOptions { BaseAddress = new(baseAddress), ProbeRemoteImages = setting },
            lookup: (_, _) =>
            {
                asked++;
                throw new SocketException((int)SocketError.HostNotFound);
            });

        Assert.Equal(lookups, asked);
        Assert.Equal(lookups, result.Warnings.Count);
        Assert.NotNull(result.Image);
    }

    [Fact]
    public async Task Look_SecretInTheQuery_IsInNoMessage()
    {
        await using var server = new ScriptedServer(e => e.SendHeadAsync("404 Not Found", "Content-Length: 0"));

        var result = await CheckAsync(server, "/cat.png?signature=s3cr3t");

        Assert.DoesNotContain("s3cr3t", result.Violation! + result.Violation!.Given, StringComparison.Ordinal);
    }

    private static Task DeliverAsync(ScriptedConnection exchange, byte[] body, string type) => IsHead(exchange)
        ? exchange.SendHeadAsync("200 OK", $"Content-Type: {type}", $"Content-Length: {body.Length}")
        : exchange.SendWholeAsync(body, type);

    private static bool IsHead(ScriptedConnection exchange) => exchange.Head.StartsWith("HEAD ", StringComparison.Ordinal);

    private static (int?, int?) Size(ImageLoadResult result) => (result.Image?.Facts?.Width, result.Image?.Facts?.Height);

    private static Task<ImageLoadResult> CheckAsync(ScriptedServer server, string path = "/cat.png", TimeProvider? time = null) =>
        CheckAsync(server.Link(path), new CometRunwayOptions { BaseAddress = new("http://127.0.0.1:1") }, time);

    private static async Task<ImageLoadResult> CheckAsync(Uri link, CometRunwayOptions options, TimeProvider? time = null, Net.NameLookup? lookup = null, CancellationToken? caller = null)
    {
        using var handler = RemoteImageServices.Handler(TimeProvider.System);
        handler.UseProxy = false;
        using var client = new HttpClient(handler);
        var links = new RemoteImageChecker(client, new OptionsWrapper<CometRunwayOptions>(options), time ?? TimeProvider.System, lookup);
        var loaded = new ImageLoader(ImageFolders.FromOptions([]), options.IsLoopback).Load(link.AbsoluteUri);
        return await links.CheckAsync(loaded, caller ?? Token).WithTestTimeout(Token);
    }
}
