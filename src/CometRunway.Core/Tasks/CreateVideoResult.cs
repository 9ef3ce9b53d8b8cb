using System.Text.Json.Serialization;
using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>A task that exists after a create. As JSON it contains what a client of the app needs: the handle, the state and the settings.</summary>
/// <param name="Task">The task as it is recorded.</param>
/// <param name="IsNew">
/// False if an equal request was made recently, or this one before with the same <see cref="VideoRequest.RequestId"/>: this is that task, in whatever state
/// it is, and nothing was charged.
/// </param>
public sealed record CreateVideoResult([property: JsonIgnore] VideoTask Task, bool IsNew)
{
    /// <summary>The task's short name, to wait for it and to find it again.</summary>
    public string Handle => Task.Handle;

    /// <summary><see cref="VideoTaskState.Submitting"/> until the service's response is recorded.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<VideoTaskState>))]
    public VideoTaskState State => Task.State;

    /// <summary>The settings of the video, including chosen defaults.</summary>
    public VideoSettings Settings => Task.Settings;

    /// <summary>Estimated price in US dollars; null when no price is known.</summary>
    public decimal? EstimatedCost => Task.EstimatedCost;

    /// <summary>
    /// What the limits of the user leave after this call: one entry for each limit that is set, with <see cref="BudgetStanding.Left"/> and
    /// <see cref="BudgetStanding.Allowed"/>. Empty if no limit is set.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<BudgetStanding> Limits { get; init; } = [];

    /// <summary>The checked request with its notes, warnings and price; null in a result that the client did not create.</summary>
    [JsonIgnore]
    public PreparedRequest? Request { get; init; }
}
