using CometRunway.Mp4;

namespace CometRunway.Videos.Downloads;

/// <summary>A verified video in the store.</summary>
/// <param name="Path">The location: the value of <c>SavedFile.Path</c>.</param>
/// <param name="Length">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 in lower-case hexadecimal.</param>
/// <param name="Facts">The metadata of the video.</param>
/// <param name="AlreadyThere">True if the video was already in the store and was not downloaded.</param>
internal sealed record DownloadedVideo(string Path, long Length, string Sha256, Mp4Facts Facts, bool AlreadyThere);

/// <summary>The progress of a download.</summary>
/// <param name="Received">The number of bytes written.</param>
/// <param name="Total">The total number of bytes; null if the server does not report it.</param>
internal sealed record DownloadProgress(long Received, long? Total);
