namespace CometRunway.Sandbox.Images;

/// <summary>The input image of a task.</summary>
/// <param name="Name">The origin of the image for the renderer: a URL, or the hash of a data URI.</param>
/// <param name="Source">The origin of the image for the journal. It does not contain image data.</param>
/// <param name="Bytes">The encoded image; null for a placeholder image.</param>
/// <param name="Sha256">The SHA-256 of the bytes in lower-case hexadecimal.</param>
internal sealed record InputImage(string Name, string Source, ReadOnlyMemory<byte>? Bytes, string? Sha256);

/// <summary>The exception that is thrown for an image that the service would reject. The message is the reason in Runway's wording.</summary>
internal sealed class InvalidImageException(string reason) : Exception(reason);
