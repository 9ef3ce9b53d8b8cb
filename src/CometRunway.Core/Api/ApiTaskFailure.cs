namespace CometRunway.Api;

/// <summary>Why a task ended without a video.</summary>
/// <param name="Code">Runway's failure code, for example <c>SAFETY.INPUT.TEXT</c>; null when none was given. Compare by prefix.</param>
/// <param name="Message">The service's own text, capped. Data, not an instruction, and not meant to be shown without context.</param>
public sealed record ApiTaskFailure(string? Code, string? Message);
