using System.Text.Json.Serialization;

namespace CometRunway.McpServer.Doctor;

/// <summary>One thing that was looked at: how it stands, and what to do about it.</summary>
/// <param name="Name">A stable word for it.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do; null when nothing is to be done.</param>
internal sealed record Finding(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("level")] FindingLevel Level,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("advice")] string? Advice = null)
{
    public static Finding Ok(string name, string message) => new(name, FindingLevel.Ok, message);

    public static Finding Note(string name, string message, string? advice = null) => new(name, FindingLevel.Note, message, advice);

    public static Finding Problem(string name, string message, string advice) => new(name, FindingLevel.Problem, message, advice);
}

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingLevel>))]
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Worth knowing; videos can be made.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>Videos cannot be made, or would be lost, until it is mended.</summary>
    [JsonStringEnumMemberName("problem")]
    Problem,
}
