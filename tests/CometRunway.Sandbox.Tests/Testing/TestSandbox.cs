using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CometRunway.Sandbox.Tests.Testing;

/// <summary>A sandbox that finishes tasks immediately and renders a few bytes, with a client that follows no redirects.</summary>
internal sealed class TestSandbox : IAsyncDisposable
{
    public const string Minimal = """{"promptImage":"https://host.example/cat.png","model":"gen3a_turbo"}""";

    private readonly ErrorLog _errors;

    private TestSandbox(SandboxServer server, ErrorLog errors)
    {
        _errors = errors;
        Server = server;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = server.BaseAddress };
        Http.DefaultRequestHeaders.Add("Authorization", "Bearer sk-test");
    }

    public SandboxServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<TestSandbox> StartAsync(SandboxOptions? options = null)
    {
        var renderer = new FakeClipRenderer(request => Encoding.UTF8.GetBytes($"....ftypisom {request}"));
        var errors = new ErrorLog();
        return new(await SandboxServer.StartAsync(options ?? new SandboxOptions { Speed = 0 }, renderer, TestContext.Current.CancellationToken, errors), errors);
    }

    public Task<HttpResponseMessage> PostAsync(string body) => SendAsync(HttpMethod.Post, "/runwayml/v1/image_to_video", body);

    public async Task<string> CreateAsync(string body = Minimal)
    {
        using var response = await PostAsync(body);
        var text = await TextOf(response);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> GetTaskAsync(string id) => GetAsync($"/runwayml/v1/tasks/{id}");

    public async Task<JsonElement> ReadTaskAsync(string id)
    {
        using var response = await GetTaskAsync(id);
        return await JsonOf(response);
    }

    public async Task<string> LinkAsync(string id) => (await ReadTaskAsync(id)).GetProperty("output")[0].GetString()!;

    public Task<HttpResponseMessage> DeleteAsync(string id) => SendAsync(HttpMethod.Delete, $"/runwayml/v1/tasks/{id}");

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public static Task<string> TextOf(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static Task<JsonElement> JsonOf(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Assert.Empty(_errors.Lines);
    }
}
