using System.Net;
using System.Text.Json;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Api;

public sealed class AccessTests
{
    [Theory]
    [InlineData("", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Bearer  ", 401)]
    [InlineData("Bearer sk-", 401)]
    [InlineData("Basic abc", 401)]
    [InlineData("Bearer anything", 200)]
    public async Task Create_AuthorizationHeader_IsRequired(string header, int status)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Http.DefaultRequestHeaders.Remove("Authorization");

        using var response = await sandbox.SendAsync(HttpMethod.Post, "/runwayml/v1/image_to_video", TestSandbox.Minimal, ("Authorization", header));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 401, (await TestSandbox.TextOf(response)).Contains("\"type\":\"comet_api_error\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sk-right", 200)]
    [InlineData("right", 200)]
    [InlineData("sk-wrong", 401)]
    public async Task Create_ConfiguredKey_IsTheOnlyAcceptedKey(string key, int status)
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { ApiKey = "sk-right" });
        sandbox.Http.DefaultRequestHeaders.Remove("Authorization");

        using var response = await sandbox.SendAsync(HttpMethod.Post, "/runwayml/v1/image_to_video", TestSandbox.Minimal, ("Authorization", $"Bearer {key}"));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain(key, JsonSerializer.Serialize(sandbox.Server.Journal.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task AnyRoute_FromAWebPage_IsRejected(string header, string value)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var control = await sandbox.SendAsync(HttpMethod.Delete, "/_sandbox/faults", null, (header, value));
        using var create = await sandbox.SendAsync(HttpMethod.Post, "/runwayml/v1/image_to_video", TestSandbox.Minimal, (header, value));

        Assert.Equal(HttpStatusCode.MisdirectedRequest, control.StatusCode);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, create.StatusCode);
        Assert.Empty(sandbox.Server.Journal.Tasks);
    }

    [Theory]
    [InlineData("Host", "localhost:1")]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    public async Task AnyRoute_FromThisMachine_IsServed(string header, string value)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var response = await sandbox.SendAsync(HttpMethod.Get, "/_sandbox/health", null, (header, value));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/nope")]
    [InlineData("PATCH", "/runwayml/v1/tasks/x")]
    [InlineData("GET", "/runwayml/v1/image_to_video")]
    public async Task UnknownRoute_Is404InTheGatewaysFormat(string method, string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var response = await sandbox.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = (await TestSandbox.JsonOf(response)).GetProperty("error");
        Assert.Equal(($"Invalid URL ({method} {path})", "invalid_request_error"), (error.GetProperty("message").GetString(), error.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task PublicModels_WithoutKey_ListPrices()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Http.DefaultRequestHeaders.Remove("Authorization");

        using var response = await sandbox.GetAsync("/api/models");
        var body = await TestSandbox.JsonOf(response);

        Assert.True(body.GetProperty("success").GetBoolean());
        var ids = body.GetProperty("data").EnumerateArray().ToDictionary(m => m.GetProperty("id").GetString()!, m => m.GetProperty("pricing"));
        Assert.Equal(["gen3a_turbo", "gen4_turbo", "gen4.5", "veo3.1", "veo3.1_fast"], ids.Keys);
        Assert.Equal(0.256m, ids["gen3a_turbo"].GetProperty("per_request").GetDecimal());
        Assert.Equal(JsonValueKind.Null, ids["gen4_turbo"].GetProperty("per_request").ValueKind);
        Assert.Equal(0.04m, ids["gen4_turbo"].GetProperty("per_second").GetDecimal());
    }

    [Fact]
    public async Task AccountModels_RequireAKey()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var withKey = await sandbox.GetAsync("/v1/models");
        sandbox.Http.DefaultRequestHeaders.Remove("Authorization");
        using var withoutKey = await sandbox.GetAsync("/v1/models");

        Assert.Equal("list", (await TestSandbox.JsonOf(withKey)).GetProperty("object").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, withoutKey.StatusCode);
    }
}
