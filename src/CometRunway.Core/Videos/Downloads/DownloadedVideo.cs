using CometRunway.Mp4;

namespace CometRunway.Videos.Downloads;

/// <summary>A verified video in the store.</summary>
/// <param name="Path">Where it is: the value of <c>SavedFile.Path</c>.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its bytes.</param>
/// <param name="Facts">What is in it.</param>
/// <param name="AlreadyThere">True when it was there before and nothing was fetched.</param>
internal sealed record DownloadedVideo(string Path, long Length, string Sha256, Mp4Facts Facts, bool AlreadyThere);

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes written.</param>
/// <param name="Total">Bytes announced; null when the server does not say.</param>
internal sealed record DownloadProgress(long Received, long? Total);
