namespace CometRunway.Images;

/// <summary>What the first bytes of an image say about it; nothing is decoded to learn this.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c>, <c>image/webp</c>, or another type that was recognised, such as <c>image/heic</c>.</param>
/// <param name="Width">Width in pixels as a viewer shows it (EXIF orientation applied).</param>
/// <param name="Height">Height in pixels as a viewer shows it (EXIF orientation applied).</param>
/// <param name="Orientation">EXIF orientation, 1 to 8; 1 when there is none.</param>
/// <param name="Length">Size of the file in bytes.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the bytes; null when only a part was seen.</param>
public sealed record ImageFacts(string MediaType, int Width, int Height, int Orientation, long Length, string? Sha256 = null);
