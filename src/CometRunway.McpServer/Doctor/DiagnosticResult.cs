using System.Text.Json.Serialization;

namespace CometRunway.McpServer.Doctor;

/// <summary>The result of one check, and what to do about it.</summary>
/// <param name="Name">The stable name of the check.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do; null when nothing needs to be done.</param>
internal sealed record DiagnosticResult(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("level")] DiagnosticLevel Level,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("advice")] string? Advice = null)
{
    public static DiagnosticResult Ok(string name, string message) => new(name, DiagnosticLevel.Ok, message);

    public static DiagnosticResult Note(string name, string message, string? advice = null) => new(name, DiagnosticLevel.Note, message, advice);

    public static DiagnosticResult Problem(string name, string message, string advice) => new(name, DiagnosticLevel.Problem, message, advice);
}

/// <summary>How serious a result is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiagnosticLevel>))]
internal enum DiagnosticLevel
{
    /// <summary>Works.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Worth knowing; videos can be made.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>Videos cannot be made, or would be lost, until it is fixed.</summary>
    [JsonStringEnumMemberName("problem")]
    Problem,
}
