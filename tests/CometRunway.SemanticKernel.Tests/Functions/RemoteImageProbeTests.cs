using CometRunway.Catalog;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Net;
namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>A link is looked at before it is paid, and what was seen counts like what is seen of a file.</summary>
public sealed class RemoteImageProbeTests
{
    [Fact]
    public async Task Validate_TallImageAtALink_ChoosesItsRatioAndTellsTheCrop()
    {
        await using var lab = await ToolLab.StartAsync();
        await using var server = Serve(TinyPng.Create(300, 500), "image/png");

        var reply = await lab.CallAsync<ValidateReply>("validate_video_request", $$"""{"image":"{{server.Link("/tall.png")}}","model":"gen4_turbo"}""");

        Assert.True(reply.Valid);
        Assert.Equal("720:1280", reply.Request!.Ratio);
        Assert.Contains(reply.Notes!, note => note.StartsWith("ratio 720:1280:", StringComparison.Ordinal) && note.Contains("300x500", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_LinkThatTheServiceWouldRefuse_IsRefusedBeforeAnythingIsSent()
    {
        await using var lab = await ToolLab.StartAsync();
        await using var server = Serve("<!doctype html>"u8.ToArray(), "text/html");

        var error = await lab.CallAsync<ErrorReply>("create_video_from_image", $$"""{"image":"{{server.Link("/cat.png")}}"}""");

        Assert.Equal(("no", 0), (error.Charged, lab.Sandbox.Posts));
        Assert.Equal("image", Assert.Single(error.Problems!).Field);
    }

    [Fact]
    public async Task Create_ForeignLinkInARehearsal_NeedsNoNetworkAndHasNoWarning()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await lab.CallAsync<CreateReply>("create_video_from_image", """{"image":"https://example.com/cat.png"}""");

        Assert.True(reply.Created);
        // Only what the rules say of the request: nobody asked the link.
        var draft = new VideoSettings { Model = reply.Request!.Model, Ratio = reply.Request.Ratio, Duration = reply.Request.Duration };
        Assert.Equal(RequestRules.Check(draft, null, "2024-11-06", ModelCatalog.Default).Warnings.Select(warning => warning.Problem), reply.Warnings);
    }

    private static ScriptedServer Serve(byte[] body, string type) => new(e => e.Head.StartsWith("HEAD ", StringComparison.Ordinal)
        ? e.SendHeadAsync("200 OK", $"Content-Type: {type}", $"Content-Length: {body.Length}")
        : e.SendWholeAsync(body, type));
}
