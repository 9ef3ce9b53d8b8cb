namespace CometRunway.Errors;

/// <summary>This caller has no such task, or several that begin like it; the message names the nearest.</summary>
public sealed class VideoTaskNotFoundException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    public VideoTaskNotFoundException(string message)
        : base(message)
    {
    }
}
