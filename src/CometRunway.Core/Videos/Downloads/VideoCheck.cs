using System.Security.Cryptography;
using CometRunway.Mp4;

namespace CometRunway.Videos.Downloads;

/// <summary>Verifies downloaded videos.</summary>
internal static class VideoCheck
{
    /// <summary>Throws if the beginning of a download is not an MP4 file.</summary>
    public static void ThrowIfNotMp4(ReadOnlySpan<byte> first, Uri link)
    {
        if (!Mp4Reader.MayBegin(first))
            throw new DownloadException(DownloadFailure.NotAVideo, $"{link.IdnHost} sent {UnexpectedContent.Describe(first)} instead of an MP4.", retryLater: true);
    }

    /// <summary>Throws unless a complete download is a playable MP4 file with the expected hash.</summary>
    public static Mp4Facts Verify(Stream content, string sha256, string? expectedSha256)
    {
        if (Mp4Reader.TryRead(content, out var problem) is not { } facts)
            throw new DownloadException(DownloadFailure.NotAVideo, $"What was downloaded is no usable MP4. {problem}", retryLater: true);
        if (expectedSha256 is not null && !Same(sha256, expectedSha256))
            throw new DownloadException(DownloadFailure.Broken, "What was downloaded differs from the file saved before.", retryLater: false);
        return facts;
    }

    /// <summary>
    /// Returns the file at a path if it is a complete MP4 with the expected hash. Without an expected hash, the one in the sidecar file is used.
    /// Otherwise returns null.
    /// </summary>
    public static async Task<StoredVideo?> FindAsync(string path, string? expectedSha256, CancellationToken ct)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                if (Mp4Reader.TryRead(file, out _) is null)
                    return null;
                file.Position = 0;
                var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct).ConfigureAwait(false));
                expectedSha256 ??= SidecarFile.TryRead(path)?.Sha256;
                return expectedSha256 is null || Same(sha256, expectedSha256)
                    ? new StoredVideo(path, file.Length, sha256)
                    : null;
            }
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, Path.GetDirectoryName(path)!);
        }
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
