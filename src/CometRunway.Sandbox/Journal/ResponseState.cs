using System.Text.Json.Serialization;

namespace CometRunway.Sandbox.Journal;

/// <summary>What became of the answer to a create that was accepted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResponseState>))]
public enum ResponseState
{
    /// <summary>Nothing has been sent yet.</summary>
    Waiting,

    /// <summary>A full answer with the task id went out.</summary>
    Sent,

    /// <summary>An answer went out that does not say the task id.</summary>
    SentWithoutId,

    /// <summary>The connection ended in the middle of the answer.</summary>
    Truncated,

    /// <summary>The connection was reset before any answer.</summary>
    Reset,

    /// <summary>The client had gone before the answer was out.</summary>
    ClientDisconnected,
}
