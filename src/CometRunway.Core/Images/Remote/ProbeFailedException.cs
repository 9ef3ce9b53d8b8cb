namespace CometRunway.Images.Remote;

/// <summary>The exception that is thrown when a link could not be probed. The message is the reason, as the end of a sentence.</summary>
internal sealed class ProbeFailedException(string reason, Exception? inner = null) : Exception(reason, inner);
