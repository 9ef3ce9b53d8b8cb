namespace CometRunway.Images.Remote;

/// <summary>A link could not be looked at from here; the message is the reason, as the end of a sentence.</summary>
internal sealed class ProbeFailedException(string reason, Exception? inner = null) : Exception(reason, inner);
