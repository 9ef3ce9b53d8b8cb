namespace CometRunway.Api.Http;

/// <summary>The exception that is thrown when a handler of the app tries to do something that could cause a duplicate charge. The message contains no external text.</summary>
internal sealed class SendOnceException(string message) : InvalidOperationException(message)
{
    /// <summary>True when this exception prevented the body from being sent.</summary>
    public bool IsUnsent { get; init; }
}
