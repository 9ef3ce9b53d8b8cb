namespace CometRunway.SemanticKernel.Functions;

/// <summary>The progress of a wait, for display to a person.</summary>
/// <param name="Fraction">0 to 1, from the service or estimated. It never decreases within a wait.</param>
/// <param name="Message">For example <c>Running, 40 %. Typically 60 s; 25 s so far.</c></param>
public sealed record WaitProgress(double Fraction, string Message);
