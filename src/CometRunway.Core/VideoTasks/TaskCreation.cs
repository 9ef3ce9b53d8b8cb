using CometRunway.ImageToVideo;
using CometRunway.Ledger;

namespace CometRunway.VideoTasks;

/// <summary>A task that exists after a create.</summary>
/// <param name="Task">It; <see cref="LedgerState.Submitting"/> while the service has not answered yet, which changes by itself.</param>
/// <param name="IsNew">False when an equal request was made a short while ago: this is that task, and nothing was charged.</param>
/// <param name="Request">What was looked at, with what was chosen, its warnings and its price.</param>
public sealed record TaskCreation(TaskEntry Task, bool IsNew, PreparedRequest Request);
