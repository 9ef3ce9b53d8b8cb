using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CometRunway.McpServer.Doctor;

/// <summary>The results of all checks.</summary>
internal sealed record DiagnosticsReport
{
    /// <summary>False if any result is a problem.</summary>
    [JsonPropertyName("ok")]
    public bool Ok => Findings.All(finding => finding.Level != DiagnosticLevel.Problem);

    [JsonPropertyName("version")]
    public required string Version { get; init; }

    [JsonPropertyName("findings")]
    public required IReadOnlyList<DiagnosticResult> Findings { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, DiagnosticsJson.Readable.DiagnosticsReport);
}

[JsonSerializable(typeof(DiagnosticsReport))]
internal sealed partial class DiagnosticsJson : JsonSerializerContext
{
    /// <summary>The output goes to a terminal or a script, not into HTML, so quotes and accents are not escaped.</summary>
    public static DiagnosticsJson Readable { get; } = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
