using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The progress of a wait.</summary>
/// <param name="Task">The task as it is now.</param>
/// <param name="Fraction">0 to 1: the service's own figure, or an estimate from this user's earlier tasks; only ever growing within one wait. 1 is the last report, when the files are saved.</param>
/// <param name="Elapsed">Time since the task was created.</param>
/// <param name="Typical">How long this user's earlier tasks of the kind took; null when too few are known.</param>
public sealed record VideoProgress(VideoTask Task, double Fraction, TimeSpan Elapsed, TimeSpan? Typical);
