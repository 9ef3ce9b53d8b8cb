using CometRunway.Store;
using CometRunway.TestKit.Gateways;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Delivery;

/// <summary>A video that cannot be saved: the task has the true reason, the time of the next attempt, and the link, so that a person can act.</summary>
public sealed class NotSavedTests
{
    [Theory]
    [InlineData("403 Forbidden", "link_rejected")]
    [InlineData("404 Not Found", "link_rejected")]
    [InlineData("400 Bad Request", "service_error")]
    [InlineData("402 Payment Required", "service_error")]
    public async Task Save_Status_IsTheReason(string status, string code)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text(status, "{}"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4");

        var task = await lab.FailAsync();

        Assert.Equal(code, task.ErrorCode);
        Assert.Contains($"HTTP {status[..3]}", task.FileProblem, StringComparison.Ordinal);
        Assert.NotNull(task.NextPollAt);
        Assert.Equal([$"http://{lab.Gateway.Authority}/a.mp4"], task.OutputLinks);
    }

    [Fact]
    public async Task Save_NoLink_IsTheReason()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("404 Not Found", "{}"));
        lab.Gateway.Finish("\"output\":[\"no link\",\"javascript:alert(1)\",\"file:///etc/passwd\",\"ftp://127.0.0.1/a.mp4\"],\"promptImage\":\"http://127.0.0.1:9/in.mp4\",\"thumbnail_url\":\"http://127.0.0.1:9/t.mp4\"");

        var task = await lab.FailAsync();

        Assert.Equal("no_link", task.ErrorCode);
        Assert.Empty(lab.Gateway.Files);
    }

    /// <summary>The key must not be stored, and a person who hears that there is no link gives up a paid video.</summary>
    [Fact]
    public async Task Save_LinkWithTheKey_IsTheReasonAndSaysWhereTheVideoIs()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(DeliveryLab.Video));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4?key={DeliveryLab.Key}");

        var task = await lab.FailAsync();

        Assert.Equal("link_has_key", task.ErrorCode);
        Assert.Contains($"http://{lab.Gateway.Authority}/runwayml/v1/tasks/{DeliveryGateway.TaskId}", task.FileProblem, StringComparison.Ordinal);
        Assert.DoesNotContain(DeliveryLab.Key, task.FileProblem, StringComparison.Ordinal);
        Assert.Empty(task.OutputLinks);
        Assert.NotNull(task.NextPollAt);
        Assert.Empty(lab.Gateway.Files);
    }

    /// <summary>An app's handler, a file system or this library can fail in ways that nobody thought of.</summary>
    [Fact]
    public async Task Save_UnexpectedErrorWithOneOutput_SavesTheOthersAndDoesNotShowTheLink()
    {
        await using var lab = new DeliveryLab(
            _ => RawResponse.Video(DeliveryLab.Video),
            register: services => services.AddHttpClient(VideoDownloader.HttpClientName).AddHttpMessageHandler(() => new FailingHandler()));
        lab.Gateway.Finish($"\"output\":[\"http://{lab.Gateway.Authority}/bad.mp4?sig=secret\",\"http://{lab.Gateway.Authority}/good.mp4\"]");

        var task = await lab.FailAsync();

        Assert.Equal("service_error", task.ErrorCode);
        Assert.DoesNotContain("secret", task.FileProblem, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(task.Files).Index);
        Assert.NotNull(task.NextPollAt);
    }

    [Fact]
    public async Task Save_PlainHttpLink_IsTheReasonAndTheLinkIsKept()
    {
        const string Link = "http://192.0.2.1/v%2D1/a.mp4?sig=%7e";
        await using var lab = new DeliveryLab(_ => RawResponse.Text("404 Not Found", "{}"));
        lab.Gateway.FinishWith(Link);

        var task = await lab.FailAsync();

        Assert.Equal("link_not_secure", task.ErrorCode);
        Assert.Equal([Link], task.OutputLinks);
    }

    [Theory]
    [InlineData("https://10.0.0.5/a.mp4")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::ffff:10.0.0.5]/a.mp4")]
    [InlineData("https://0x0a000005/a.mp4")]
    public async Task Save_PrivateAddress_IsTheReason(string link)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(DeliveryLab.Video));
        lab.Gateway.FinishWith(link);

        Assert.Equal("address_refused", (await lab.FailAsync()).ErrorCode);
    }

    [Fact]
    public async Task Save_LinkWithALineBreak_AddsNoHeaderToTheRequest()
    {
        await using var lab = new DeliveryLab(request => request.Header("X-Injected") is null ? RawResponse.Text("404 Not Found", "{}") : RawResponse.Video(DeliveryLab.Video));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4\\r\\nX-Injected: 1");

        Assert.Equal("no_link", (await lab.FailAsync()).ErrorCode);
        Assert.Empty(lab.Gateway.Files);
    }

    [Theory]
    [InlineData("/a b.mp4?x=1#fragment", "/a%20b.mp4?x=1")]
    [InlineData("/caf\u00E9.mp4", "/caf%C3%A9.mp4")]
    [InlineData("?x=1", "/?x=1")]
    public async Task Save_LinkThatCannotBeSentAsItIs_IsEscaped(string written, string target)
    {
        await using var lab = new DeliveryLab(request => request.Target == target ? RawResponse.Video(DeliveryLab.Video) : RawResponse.Text("404 Not Found", "{}"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{written}");

        await lab.SaveAsync();
    }

    [Fact]
    public async Task Save_RejectedADayAfterTheEnd_IsExpired()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("403 Forbidden", "<Error/>", "application/xml"));
        lab.Gateway.Finish($"\"output\":[\"http://{lab.Gateway.Authority}/a.mp4\"],\"finishedAt\":\"{TimeProvider.System.GetUtcNow().AddHours(-25):O}\"");

        Assert.Equal("link_expired", (await lab.FailAsync()).ErrorCode);
    }

    [Fact]
    public async Task Save_AfterAProblem_ClearsTheReason()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(DeliveryLab.Video));
        var answers = 0;
        lab.Gateway.OnRead = () => RawResponse.Text("200 OK", $$"""{"id":"x","status":"SUCCEEDED"{{(++answers < 3 ? "" : $",\"output\":[\"http://{lab.Gateway.Authority}/a.mp4\"]")}}}""");

        Assert.Equal("no_link", (await lab.FailAsync()).ErrorCode);
        var saved = await lab.UntilAsync(task => task.Files.Count == 1);

        Assert.Null(saved.FileProblem);
        Assert.Null(saved.ErrorCode);
    }

    [Theory]
    [InlineData("200 OK", "unreadable_answer")]
    [InlineData("403 Forbidden", "forbidden")]
    public async Task Read_WebPage_IsTheReasonUntilATaskIsRead(string status, string code)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(DeliveryLab.Video));
        lab.Gateway.OnRead = () => RawResponse.Text(status, "<!DOCTYPE html><html><title>Sign in</title></html>", "text/html");

        var waiting = await lab.UntilAsync(task => task.ErrorCode is not null);
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4");
        var saved = await lab.UntilAsync(task => task.Files.Count == 1);

        Assert.Equal((VideoTaskState.Accepted, code), (waiting.State, waiting.ErrorCode));
        Assert.Contains("web page", waiting.ErrorMessage, StringComparison.Ordinal);
        Assert.Null(saved.ErrorCode);
    }

    private sealed class FailingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath == "/bad.mp4" ? throw new FormatException($"scripted: {request.RequestUri}") : base.SendAsync(request, cancellationToken);
    }
}
