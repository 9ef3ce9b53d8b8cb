namespace CometRunway.Processes;

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Bytes">Its standard output; null when that was longer than allowed.</param>
/// <param name="Complaints">The beginning of its standard error.</param>
internal sealed record ChildOutput(int ExitCode, byte[]? Bytes, string Complaints);
