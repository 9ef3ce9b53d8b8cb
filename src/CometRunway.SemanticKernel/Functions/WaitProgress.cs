namespace CometRunway.SemanticKernel.Functions;

/// <summary>A moment of a wait, for a person who watches.</summary>
/// <param name="Fraction">0 to 1: the service's own figure, or our estimate; only ever growing within one wait.</param>
/// <param name="Message">For example <c>Running, 40 %. Typically 60 s; 25 s so far.</c></param>
public sealed record WaitProgress(double Fraction, string Message);
