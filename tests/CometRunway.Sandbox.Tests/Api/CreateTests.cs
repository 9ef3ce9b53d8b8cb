using System.Net;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Api;

public sealed class CreateTests
{
    [Fact]
    public async Task Create_MinimalBody_HasTheDocumentedDefaults()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var id = await sandbox.CreateAsync();

        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        Assert.Equal((id, "gen3a_turbo", "1280:768", 5, (string?)null), (task.Id, task.Model, task.Ratio, task.Duration, task.Prompt));
    }

    [Fact]
    public async Task Create_DocumentedExample_IsInTheJournal()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        const string Body = """{"promptImage":"https://h.example/a.jpg","seed":1,"model":"gen3a_turbo","promptText":"A calm camera move.","watermark":false,"duration":10,"ratio":"720:1280"}""";

        await sandbox.CreateAsync(Body);

        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        Assert.Equal(("A calm camera move.", "720:1280", 10, 1L, false), (task.Prompt, task.Ratio, task.Duration, task.Seed, task.Watermark));
        Assert.Equal(("https://h.example/a.jpg", null, 0, Body.Length), (task.ImageSource, task.ImageSha256, task.ImageBytes, task.RequestBytes));
        Assert.Equal((0.256m, 1), (task.ChargedUsd, task.Posts));
    }

    [Theory]
    [InlineData("""{"model":"gen3a_turbo"}""", 400, "prompt_image_empty")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":""}""", 400, "prompt_image_empty")]
    [InlineData("""{"promptImage":"https://h.example/a.png"}""", 400, "model name is required")]
    [InlineData("""{"model":7,"promptImage":"https://h.example/a.png"}""", 400, "model name is required")]
    [InlineData("""{"model":"gen9","promptImage":"https://h.example/a.png"}""", 503, "model_not_found")]
    [InlineData("[1,2]", 400, "invalid_request")]
    [InlineData("{\"model\":", 400, "invalid_request")]
    [InlineData("", 400, "invalid_request")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":5}""", 400, "\"path\":[\"promptImage\"]")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","ratio":"16:9"}""", 400, "\"path\":[\"ratio\"]")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","ratio":null}""", 400, "\"path\":[\"ratio\"]")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","duration":7}""", 400, "\"path\":[\"duration\"]")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","duration":"5"}""", 400, "expected number, received string")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","duration":5.5}""", 400, "\"path\":[\"duration\"]")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","duration":4294967301}""", 400, "\"path\":[\"duration\"]")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","seed":1000000000}""", 400, "\"path\":[\"seed\"]")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","seed":-1}""", 400, "\"path\":[\"seed\"]")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","watermark":"no"}""", 400, "expected boolean, received string")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","promptText":3}""", 400, "\"path\":[\"promptText\"]")]
    [InlineData("""{"model":"gen4_turbo","promptImage":"https://h.example/a.png"}""", 400, "\"path\":[\"ratio\"]")]
    [InlineData("""{"model":"gen4_turbo","promptImage":"https://h.example/a.png","ratio":"1280:768"}""", 400, "1584:672")]
    [InlineData("""{"model":"gen4_turbo","promptImage":"https://h.example/a.png","ratio":"1280:720","promptText":""}""", 400, "too_small")]
    [InlineData("""{"model":"gen4_turbo","promptImage":"https://h.example/a.png","ratio":"1280:720","duration":11}""", 400, "\"path\":[\"duration\"]")]
    [InlineData("""{"model":"gen4.5","promptImage":"https://h.example/a.png","ratio":"1280:720","promptText":"x"}""", 400, "\"path\":[\"duration\"]")]
    [InlineData("""{"model":"veo3.1","promptImage":"https://h.example/a.png","ratio":"1280:720","duration":5}""", 400, "4|6|8")]
    public async Task Create_InvalidRequest_IsRejectedAndNotCharged(string body, int status, string says)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var response = await sandbox.PostAsync(body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(says, await TestSandbox.TextOf(response), StringComparison.Ordinal);
        Assert.Empty(sandbox.Server.Journal.Tasks);
    }

    [Theory]
    [InlineData("""{"model":"gen3a_turbo","promptImage":[{"uri":"https://h.example/a.png","position":"first"},{"uri":"https://h.example/b.png","position":"last"}]}""")]
    [InlineData("""{"model":"gen3a_turbo","promptImage":"https://h.example/a.png","seed":999999999,"promptText":""}""")]
    [InlineData("""{"model":"gen4_turbo","promptImage":"https://h.example/a.png","ratio":"1584:672","duration":2,"seed":4294967295}""")]
    [InlineData("""{"model":"gen4.5","promptImage":"https://h.example/a.png","ratio":"960:960","duration":9,"promptText":"x"}""")]
    [InlineData("""{"model":"veo3.1","promptImage":"https://h.example/a.png","ratio":"1080:1920","duration":6,"seed":"ignored"}""")]
    [InlineData("""{"model":"veo3.1_fast","promptImage":"https://h.example/a.png","ratio":"1920:1080","unknown":1}""")]
    public async Task Create_ValidRequest_IsAccepted(string body)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        await sandbox.CreateAsync(body);

        Assert.Single(sandbox.Server.Journal.Tasks);
    }

    [Theory]
    [InlineData("gen3a_turbo", 512, true)]
    [InlineData("gen3a_turbo", 513, false)]
    [InlineData("gen4_turbo", 1000, true)]
    [InlineData("gen4_turbo", 1001, false)]
    public async Task Create_PromptLength_IsLimited(string model, int length, bool accepted)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var body = $$"""{"model":"{{model}}","promptImage":"https://h.example/a.png","ratio":"1280:720","promptText":"{{new string('x', length)}}"}""";

        using var response = await sandbox.PostAsync(body);

        Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("2024-09-13", "16:9", 200)]
    [InlineData("2024-09-13", "9:16", 200)]
    [InlineData("2024-11-06", "16:9", 400)]
    [InlineData("soon", "16:9", 400)]
    public async Task Create_AspectRatio_IsOnlyForOlderVersions(string version, string ratio, int status)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var body = $$"""{"promptImage":"https://h.example/a.png","model":"gen3a_turbo","ratio":"{{ratio}}"}""";

        using var response = await sandbox.SendAsync(HttpMethod.Post, "/runwayml/v1/image_to_video", body, ("X-Runway-Version", version));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(null, 400)]
    [InlineData("latest", 400)]
    [InlineData("2024-11-06", 200)]
    public async Task Create_StrictHeader_RequiresADate(string? version, int status)
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, StrictVersionHeader = true });
        (string, string)[] headers = version is null ? [] : [("X-Runway-Version", version)];

        using var response = await sandbox.SendAsync(HttpMethod.Post, "/runwayml/v1/image_to_video", TestSandbox.Minimal, headers);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Create_MaskedUpstream_HasNoReason()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, MaskUpstream = true });

        using var response = await sandbox.PostAsync("""{"model":"gen4_turbo","promptImage":"https://h.example/a.png"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"code":"fail_to_fetch_task","message":"请求上游地址失败","data":null}""", await TestSandbox.TextOf(response));
    }

    [Fact]
    public async Task Create_BodyOver16Megabytes_Is413()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var response = await sandbox.PostAsync($$"""{"model":"gen3a_turbo","promptImage":"{{new string('x', 17 * 1024 * 1024)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Create_UnavailableModel_IsModelNotFound()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, Models = ["gen4_turbo", "gen5"] });

        using var response = await sandbox.PostAsync(TestSandbox.Minimal);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await sandbox.CreateAsync("""{"model":"gen5","promptImage":"https://h.example/a.png","ratio":"960:960"}""");
    }
}
