namespace CometRunway.Images.Upload;

/// <summary>An image to be uploaded.</summary>
/// <param name="Bytes">The encoded image, after any transformation.</param>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c> or <c>image/webp</c>.</param>
/// <param name="FileName">A file name derived from the hash of the bytes. The user's file name is not sent.</param>
public sealed record ImageUpload(ReadOnlyMemory<byte> Bytes, string MediaType, string FileName);
