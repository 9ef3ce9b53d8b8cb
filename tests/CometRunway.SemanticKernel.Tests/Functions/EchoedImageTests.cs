using System.Text.Json.Nodes;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Images;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>A reply that repeats an image of megabytes would fill the context of the model.</summary>
public class EchoedImageTests
{
    private const int LongestReply = 8_000;

    private static readonly string Encoded = Convert.ToBase64String(TinyPng.Create(1280, 768));

    [Theory]
    [InlineData("{0}", true)]
    [InlineData(" {0}", true)]
    [InlineData("\"{0}\"", true)]
    [InlineData("'{0}'", true)]
    [InlineData("![picture]({0})", true)]
    [InlineData("<{0}>", true)]
    [InlineData("\\\"{0}", false)]
    [InlineData("/9j/{0}", false)]
    [InlineData("file:///{0}", false)]
    [InlineData("https://example.com/{0}", false)]
    public async Task Reply_ToAnImageInTheArgument_DoesNotRepeatIt(string format, bool isAccepted)
    {
        await using var lab = await ToolLab.StartAsync();
        var image = string.Format(System.Globalization.CultureInfo.InvariantCulture, format, "data:image/png;base64," + Encoded);
        var arguments = new JsonObject { ["image"] = image, ["model"] = "gen4_turbo", ["prompt"] = "a slow pan", ["ratio"] = "1280:721" }.ToJsonString();

        var check = await lab.CallAsync<ValidateReply>("validate_video_request", arguments);
        var refused = await lab.CallAsync<ErrorReply>("create_video_from_image", arguments);

        Assert.True(image.Length > LongestReply);
        Assert.Equal(isAccepted, check.Problems!.All(p => p.Field != "image"));
        Assert.NotNull(check.Request!.Image);
        foreach (var json in new[] { check.ToJson(), refused.ToJson() })
        {
            Assert.True(json.Length < LongestReply, $"{json.Length} characters");
            Assert.DoesNotContain(Encoded[200..300], json, StringComparison.Ordinal);
        }

        Assert.Null(check.NextAction?.Arguments["image"]);
        Assert.Null(refused.NextAction?.Arguments["image"]);
    }

    [Fact]
    public async Task Reply_ToAPath_RepeatsItInTheNextCall()
    {
        await using var lab = await ToolLab.StartAsync();

        var check = await lab.CallAsync<ValidateReply>("validate_video_request", ToolLab.Create());

        Assert.Equal(check.Request!.Image, check.NextAction!.Arguments["image"]!.GetValue<string>());
    }
}
