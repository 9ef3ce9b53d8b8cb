namespace CometRunway.SemanticKernel.Functions;

/// <summary>The progress of a wait, for display to a person.</summary>
/// <param name="Fraction">The progress from 0 to 1, from the service or estimated. It does not decrease within a wait.</param>
/// <param name="Message">A message, for example <c>v7k2 is being made, 40 %, 25 s so far</c>.</param>
public sealed record WaitProgress(double Fraction, string Message);
