using System.Text.Json.Serialization;

namespace CometRunway.McpServer.Doctor;

/// <summary>The result of one check.</summary>
/// <param name="Name">The stable name of the check.</param>
/// <param name="Level">The severity.</param>
/// <param name="Message">The finding.</param>
/// <param name="Advice">What to do, or null if nothing needs to be done.</param>
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

/// <summary>The severity of a result.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiagnosticLevel>))]
internal enum DiagnosticLevel
{
    /// <summary>No problem.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Information. Videos can be created.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>Until this is fixed, videos cannot be created or could be lost.</summary>
    [JsonStringEnumMemberName("problem")]
    Problem,
}
