using System.Security.Cryptography;

namespace CometRunway.Videos.Downloads;

/// <summary>The temporary file of a download: hidden, locked by one process, hashed while it is written, and renamed after verification.</summary>
internal sealed class PartialDownloadFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _directory;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _published;

    private PartialDownloadFile(string path, string directory, FileStream file)
    {
        (_path, _directory, _file) = (path, directory, file);
        _file.SetLength(0);
    }

    /// <summary>The number of bytes written.</summary>
    public long Length { get; private set; }

    /// <summary>
    /// Opens and locks the file. Content that a terminated process left is discarded, because it is unknown to which version it belongs.
    /// </summary>
    public static PartialDownloadFile Open(string directory, string fileName)
    {
        var path = Path.Combine(directory, $".{fileName}.part");
        try
        {
            Directory.CreateDirectory(directory);
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                // On Windows an open file can be renamed only with FileShare.Delete, which still locks out other writers.
                Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            });
            if (File.Exists(path))
                return new PartialDownloadFile(path, directory, file);

            // Another process renamed the file between our open and our lock, so this handle refers to its finished video.
            file.Dispose();
            throw new DownloadException(DownloadFailure.Busy, "Another process has just saved this video.", retryLater: true);
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, directory);
        }
    }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await _file.WriteAsync(bytes, ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, _directory);
        }

        _hash.AppendData(bytes.Span);
        Length += bytes.Length;
    }

    /// <summary>Discards the content and starts again.</summary>
    public void Restart()
    {
        _file.SetLength(0);
        _file.Position = 0;
        _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>Flushes the bytes to disk and returns their hash and the content for verification.</summary>
    public (string Sha256, Stream Content) Complete()
    {
        try
        {
            _file.Flush(flushToDisk: true);
            return (Convert.ToHexStringLower(_hash.GetCurrentHash()), _file);
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, _directory);
        }
    }

    /// <summary>Renames the file while it is still locked, so that no other process can open it in between. Returns false when the name already exists.</summary>
    public bool TryPublish(string finalPath)
    {
        if (Path.Exists(finalPath))
            return false;
        try
        {
            File.Move(_path, finalPath, overwrite: false);
            return _published = true;
        }
        catch (IOException) when (Path.Exists(finalPath))
        {
            return false;
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, _directory);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_published)
            Delete();
        _hash.Dispose();
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private void Delete()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            // The next attempt reuses the file.
        }
    }
}
