namespace CometRunway.Images.Upload;

/// <summary>An image to be uploaded.</summary>
/// <param name="Bytes">The encoded image, as it was made to fit.</param>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c> or <c>image/webp</c>.</param>
/// <param name="FileName">A name made of the hash of the bytes: the same image has the same name, and the user's own name for it stays here.</param>
public sealed record ImageUpload(ReadOnlyMemory<byte> Bytes, string MediaType, string FileName);
