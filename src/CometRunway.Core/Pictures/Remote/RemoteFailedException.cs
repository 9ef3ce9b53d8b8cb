namespace CometRunway.Pictures.Remote;

/// <summary>A link could not be looked at from here; the message is the reason, as the end of a sentence.</summary>
internal sealed class RemoteFailedException(string reason, Exception? inner = null) : Exception(reason, inner);
