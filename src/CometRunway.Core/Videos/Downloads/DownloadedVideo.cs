using CometRunway.Mp4;

namespace CometRunway.Videos.Downloads;

/// <summary>A verified video on disk.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Length">The size in bytes.</param>
/// <param name="Sha256">The lower-case hex SHA-256.</param>
/// <param name="Facts">The metadata of the video.</param>
/// <param name="AlreadyThere">True when the file already existed and nothing was downloaded.</param>
public sealed record DownloadedVideo(string Path, long Length, string Sha256, Mp4Facts Facts, bool AlreadyThere);

/// <summary>The progress of a download.</summary>
/// <param name="Received">The number of bytes on disk.</param>
/// <param name="Total">The total number of bytes according to the server; null when unknown.</param>
public sealed record DownloadProgress(long Received, long? Total);
