using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Sandboxes;

/// <summary>A sandbox process, controlled over its control routes.</summary>
internal sealed class SandboxProcess : IDisposable
{
    /// <summary>The API key of servers with --sandbox.</summary>
    public const string Key = "sandbox";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly Process _process;
    private readonly HttpClient _http;

    private SandboxProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public Uri Address { get; }

    public static async Task<SandboxProcess> StartAsync(ServerProgram program, double speed)
    {
        var start = new ProcessStartInfo(
            program.FileName,
            [.. program.Arguments, "--speed", speed.ToString(System.Globalization.CultureInfo.InvariantCulture), "--exit-with-stdin"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The sandbox did not start.");
        return new SandboxProcess(process, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }

    public async Task ScriptAsync(params IEnumerable<FaultRule> rules) =>
        (await _http.PostAsJsonAsync("_sandbox/faults", rules, Web)).EnsureSuccessStatusCode().Dispose();

    public async Task ClearFaultsAsync() => (await _http.DeleteAsync("_sandbox/faults")).EnsureSuccessStatusCode().Dispose();

    public async Task<int> PausedAsync() => (await _http.GetFromJsonAsync<JsonArray>("_sandbox/paused"))!.Count;

    public async Task ReleaseAsync() => (await _http.PostAsync("_sandbox/paused/release", null)).EnsureSuccessStatusCode().Dispose();

    public async Task<JournalSnapshot> JournalAsync() => (await _http.GetFromJsonAsync<JournalSnapshot>("_sandbox/journal", Web))!;

    /// <summary>Reads the status of a task; null if it is not visible.</summary>
    public async Task<string?> StatusAsync(string id)
    {
        using var response = await _http.GetAsync($"runwayml/v1/tasks/{id}");
        return response.StatusCode == HttpStatusCode.OK ? (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["status"] : null;
    }

    /// <summary>Returns the SHA-256 of the clip of a task, in lower-case hex.</summary>
    public async Task<string> HashOfAsync(string id) => Convert.ToHexStringLower(SHA256.HashData(await _http.GetByteArrayAsync($"_sandbox/clips/{id}")));

    public void Dispose()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
    }
}
