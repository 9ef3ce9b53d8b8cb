namespace CometRunway.Videos.Downloads;

/// <summary>Writes small files atomically: to a temporary file that is flushed and then renamed.</summary>
internal static class AtomicFile
{
    private const int BufferSize = 64 * 1024;

    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        WriteAsync(path, async file => await file.WriteAsync(content, ct).ConfigureAwait(false));

    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(directory, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure)
        {
            Discard(temporary);
            if (DiskErrors.IsDiskError(failure))
                throw DiskErrors.ToDownloadException(failure, directory);
            throw;
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            // The original failure is reported instead.
        }
    }
}
