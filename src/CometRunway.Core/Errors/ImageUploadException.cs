namespace CometRunway.Errors;

/// <summary>The exception that is thrown when a local image could not be uploaded. Nothing was sent to the service and nothing was charged.</summary>
public sealed class ImageUploadException : CometRunwayException
{
    /// <summary>Creates the exception; the message is one sentence that can follow a colon and must not contain secrets.</summary>
    public ImageUploadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
