using System.Text.Json.Serialization;

namespace CometRunway.Sandbox.Journal;

/// <summary>The state of the response to an accepted create request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResponseState>))]
public enum ResponseState
{
    /// <summary>Nothing was sent yet.</summary>
    Waiting,

    /// <summary>The full response with the task id was sent.</summary>
    Sent,

    /// <summary>A response without the task id was sent.</summary>
    SentWithoutId,

    /// <summary>The connection was closed before the end of the response.</summary>
    Truncated,

    /// <summary>The connection was reset before the response.</summary>
    Reset,

    /// <summary>The client disconnected before the response was sent.</summary>
    ClientDisconnected,
}
