using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>A task that exists after a create.</summary>
/// <param name="Task">It; <see cref="VideoTaskState.Submitting"/> while the service has not answered yet, which changes by itself.</param>
/// <param name="IsNew">False when an equal request was made a short while ago: this is that task, and nothing was charged.</param>
/// <param name="Request">What was looked at, with what was chosen, its warnings and its price.</param>
public sealed record CreateVideoResult(VideoTask Task, bool IsNew, PreparedRequest Request);
