namespace CometRunway.Options;

/// <summary>A known name, to which unknown names are compared.</summary>
/// <param name="Shown">The name for messages.</param>
/// <param name="Text">The text to compare, without a prefix: <c>PollInterval</c> or <c>POLL_INTERVAL</c>.</param>
/// <param name="IsWhole">True when only a name with exactly these words resembles it.</param>
internal sealed record KnownName(string Shown, string Text, bool IsWhole = false);
