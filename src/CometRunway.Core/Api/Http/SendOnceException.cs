namespace CometRunway.Api.Http;

/// <summary>A handler in the app's pipeline wanted what could pay twice. The message is ours and says which; it quotes nobody.</summary>
internal sealed class SendOnceException(string message) : InvalidOperationException(message)
{
    /// <summary>True when this refusal itself kept the body from leaving.</summary>
    public bool IsUnsent { get; init; }
}
