namespace CometRunway.Store;

/// <summary>A saved output file.</summary>
/// <param name="Index">The zero-based index of the output.</param>
/// <param name="Path">The location that the video store returned: by default the path of the file.</param>
/// <param name="Length">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 in lower-case hexadecimal.</param>
/// <param name="SavedAt">The time at which the file was complete.</param>
/// <param name="Facts">The properties of the video as JSON in a format that the caller defines; null if it was not examined.</param>
public sealed record SavedFile(int Index, string Path, long Length, string Sha256, DateTimeOffset SavedAt, string? Facts = null);
