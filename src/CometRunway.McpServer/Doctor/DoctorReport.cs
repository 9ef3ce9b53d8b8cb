using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CometRunway.McpServer.Starts;

namespace CometRunway.McpServer.Doctor;

/// <summary>Everything that was found.</summary>
internal sealed record DoctorReport
{
    /// <summary>False when one of the findings is a problem.</summary>
    [JsonPropertyName("ok")]
    public bool Ok => Findings.All(finding => finding.Level != FindingLevel.Problem);

    [JsonPropertyName("version")]
    public required string Version { get; init; }

    [JsonPropertyName("findings")]
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How the last servers were started, the newest first.</summary>
    [JsonPropertyName("starts")]
    public required IReadOnlyList<StartRecord> Starts { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, DoctorJson.Readable.DoctorReport);
}

[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext
{
    /// <summary>Read by people and scripts, not by web pages.</summary>
    public static DoctorJson Readable { get; } = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
