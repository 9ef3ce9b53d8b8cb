using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CometRunway.TestKit.Browsing;

/// <summary>A headless Chromium, controlled over its debugging port. It opens no connections beyond loopback.</summary>
public sealed class HeadlessChromium : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TemporaryFolder _profile;
    private readonly ClientWebSocket _socket = new();
    private int _lastId;

    private HeadlessChromium(Process process, TemporaryFolder profile) => (_process, _profile) = (process, profile);

    /// <summary>The skip reason if Chromium is not installed; otherwise null.</summary>
    public static string? Missing => Path is null ? "Chromium is not installed, so the page was not tested in a browser." : null;

    private static string? Path { get; } = ExternalTool.PathOf("chromium", "chromium-browser", "google-chrome");

    /// <summary>Opens a local file in a window of the given size.</summary>
    public static async Task<HeadlessChromium> OpenAsync(string file, CancellationToken ct, int width = 1280, int height = 900)
    {
        var profile = new TemporaryFolder();
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--mute-audio", "--hide-scrollbars", "--remote-debugging-port=0",
            FormattableString.Invariant($"--window-size={width},{height}"), $"--user-data-dir={profile["profile"]}", new Uri(file).AbsoluteUri,
        ];
        var start = new ProcessStartInfo(Path!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        var browser = new HeadlessChromium(Process.Start(start)!, profile);
        await browser.ConnectAsync(ct);
        return browser;
    }

    /// <summary>Evaluates an expression. A promise is awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression, CancellationToken ct)
    {
        var result = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true, ["userGesture"] = true }, ct);
        return result["exceptionDetails"] is { } thrown ? throw new InvalidOperationException(thrown.ToJsonString()) : result["result"]?["value"];
    }

    /// <summary>Presses a character key.</summary>
    public async Task PressAsync(char key, CancellationToken ct)
    {
        var text = key.ToString();
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = text, ["text"] = text }, ct);
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = text }, ct);
    }

    /// <summary>Emulates <c>prefers-color-scheme</c>.</summary>
    public Task PreferAsync(string scheme, CancellationToken ct) => SendAsync(
        "Emulation.setEmulatedMedia",
        new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) },
        ct);

    /// <summary>Takes a screenshot of the window as PNG.</summary>
    public async Task<byte[]> ScreenshotAsync(CancellationToken ct) =>
        Convert.FromBase64String((string)(await SendAsync("Page.captureScreenshot", new() { ["format"] = "png" }, ct))["data"]!);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _profile.Dispose();
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        // "DevTools listening on ws://127.0.0.1:PORT/..." is a line on standard error.
        string? line;
        do
            line = await _process.StandardError.ReadLineAsync(ct) ?? throw new InvalidOperationException("Chromium exited at startup.");
        while (!line.StartsWith("DevTools listening on ", StringComparison.Ordinal));
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var port = new Uri(line["DevTools listening on ".Length..]).Port;
        using var http = new HttpClient();
        JsonNode? page = null;
        while (page is null)
        {
            var targets = await http.GetFromJsonAsync<JsonArray>(new Uri($"http://127.0.0.1:{port}/json/list"), ct);
            page = targets!.FirstOrDefault(target => (string?)target!["type"] == "page");
        }

        await _socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), ct);
        while ((string?)await EvaluateAsync("document.readyState + location.protocol", ct) != "completefile:")
            await Task.Yield();
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject parameters, CancellationToken ct)
    {
        var id = ++_lastId;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, ct);
        while (true)
        {
            var answer = await ReceiveAsync(ct);
            if ((int?)answer["id"] == id)
                return answer["result"] as JsonObject ?? throw new InvalidOperationException(answer.ToJsonString());
        }
    }

    private async Task<JsonObject> ReceiveAsync(CancellationToken ct)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), ct);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return (JsonObject)JsonNode.Parse(whole.ToArray())!;
    }
}
