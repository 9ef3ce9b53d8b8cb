namespace CometRunway.Errors;

/// <summary>A local image could not be turned into a link, so nothing was sent to the service and nothing was charged.</summary>
public sealed class ImageUploadException : CometRunwayException
{
    /// <summary>Creates the exception; the message is one sentence that follows a colon, and holds no secret.</summary>
    public ImageUploadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
