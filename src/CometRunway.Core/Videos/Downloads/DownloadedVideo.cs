using CometRunway.Mp4;

namespace CometRunway.Videos.Downloads;

/// <summary>A verified video on disk.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its bytes.</param>
/// <param name="Facts">What is in it.</param>
/// <param name="AlreadyThere">True when it was there before and nothing was fetched.</param>
public sealed record DownloadedVideo(string Path, long Length, string Sha256, Mp4Facts Facts, bool AlreadyThere);

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes on disk.</param>
/// <param name="Total">Bytes announced; null when the server does not say.</param>
public sealed record DownloadProgress(long Received, long? Total);
