using System.Text.Json;
using CometRunway.McpServer.Commands;
using CometRunway.McpServer.Sender;
using CometRunway.TestKit.Files;

namespace CometRunway.McpServer.Tests.Doctor;

/// <summary>One run of <c>doctor --json</c> with only the given settings.</summary>
internal sealed record DoctorRun(int Code, JsonElement Report, string Text)
{
    public static Task<DoctorRun> OfAsync(TestHome home, Uri service, string? key, params (string Name, string Value)[] more) => OfAsync(home, service, key, null, more);

    public static async Task<DoctorRun> OfAsync(TestHome home, Uri service, string? key, SenderCommand? sender, params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>
        {
            ["COMETAPI_BASE_URL"] = service.OriginalString,
            ["COMETAPI_KEY"] = key ?? "",
            ["COMETRUNWAY_HOME_DIRECTORY"] = home.State,
            ["COMETRUNWAY_OUTPUT_DIRECTORY"] = home.Videos,
            ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = home.Album,
        };
        foreach (var (name, value) in more)
            environment[name] = value;
        var output = new StringWriter();
        var code = await CommandLineApp.RunAsync(["doctor", "--json"], environment, output, TextWriter.Null, TestContext.Current.CancellationToken, sender);
        return new(code, JsonElement.Parse(output.ToString()), output.ToString());
    }

    public string Level(string finding) => Find(finding).GetProperty("level").GetString()!;

    public string Message(string finding) => Find(finding).GetProperty("message").GetString()!;

    public string Advice(string finding) => Find(finding).GetProperty("advice").GetString()!;

    public string? AdviceOrNull(string finding) => Find(finding).TryGetProperty("advice", out var advice) ? advice.GetString() : null;

    public IReadOnlyList<string> Problems => [.. Findings.Where(f => f.GetProperty("level").GetString() == "problem").Select(f => f.GetProperty("name").GetString()!)];

    public bool Has(string finding) => Findings.Any(f => f.GetProperty("name").GetString() == finding);

    private IEnumerable<JsonElement> Findings => Report.GetProperty("findings").EnumerateArray();

    private JsonElement Find(string finding) => Findings.Single(f => f.GetProperty("name").GetString() == finding);
}
