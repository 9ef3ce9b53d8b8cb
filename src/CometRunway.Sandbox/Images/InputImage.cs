namespace CometRunway.Sandbox.Images;

/// <summary>The input image of a task.</summary>
/// <param name="Name">Origin of the image for the renderer: a URL, or the hash of a data URI.</param>
/// <param name="Source">Origin of the image for the journal; never the data itself.</param>
/// <param name="Bytes">The encoded image; null for an image that is not fetched.</param>
/// <param name="Sha256">SHA-256 of the bytes in lower-case hex.</param>
internal sealed record InputImage(string Name, string Source, ReadOnlyMemory<byte>? Bytes, string? Sha256);

/// <summary>The service would reject the image. The message is the reason in Runway's words.</summary>
internal sealed class InvalidImageException(string reason) : Exception(reason);
