namespace CometRunway.Images;

/// <summary>Facts that are read from the header of an image, without decoding it.</summary>
/// <param name="MediaType">
/// The media type: <c>image/png</c>, <c>image/jpeg</c>, <c>image/webp</c>, or another detected type, such as <c>image/heic</c>.
/// </param>
/// <param name="Width">The width in pixels after EXIF orientation.</param>
/// <param name="Height">The height in pixels after EXIF orientation.</param>
/// <param name="Orientation">The EXIF orientation, 1 to 8; 1 when there is none.</param>
/// <param name="Length">The size of the file in bytes.</param>
/// <param name="Sha256">The SHA-256 of the bytes in lower-case hexadecimal; null if they were not read completely.</param>
public sealed record ImageFacts(string MediaType, int Width, int Height, int Orientation, long Length, string? Sha256 = null);
