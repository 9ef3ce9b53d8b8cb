using System.Text.Json.Serialization;
using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>A task that exists after a create. As JSON it is what a client of the app needs: the handle, its state and what was asked.</summary>
/// <param name="Task">The task as it is recorded.</param>
/// <param name="IsNew">False when an equal request was made a short while ago: this is that task, and nothing was charged.</param>
public sealed record CreateVideoResult([property: JsonIgnore] VideoTask Task, bool IsNew)
{
    /// <summary>The task's short name, to wait for it and to find it again.</summary>
    public string Handle => Task.Handle;

    /// <summary><see cref="VideoTaskState.Submitting"/> while the service has not answered yet, which changes by itself.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<VideoTaskState>))]
    public VideoTaskState State => Task.State;

    /// <summary>What was asked of the video, with what was chosen.</summary>
    public VideoSettings Settings => Task.Settings;

    /// <summary>Estimated price in US dollars; null when no price is known.</summary>
    public decimal? EstimatedCost => Task.EstimatedCost;

    /// <summary>What was checked, with its notes, warnings and price; null in a result that was not made by the client.</summary>
    [JsonIgnore]
    public PreparedRequest? Request { get; init; }
}
