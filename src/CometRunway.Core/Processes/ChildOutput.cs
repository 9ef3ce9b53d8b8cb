namespace CometRunway.Processes;

/// <summary>The result of a child process.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Bytes">The standard output; null when it was longer than the limit.</param>
/// <param name="StandardError">The beginning of the standard error.</param>
internal sealed record ChildOutput(int ExitCode, byte[]? Bytes, string StandardError);
