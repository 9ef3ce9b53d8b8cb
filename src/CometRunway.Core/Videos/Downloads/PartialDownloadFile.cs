using System.Security.Cryptography;

namespace CometRunway.Videos.Downloads;

/// <summary>The file under way: hidden, exclusive to one process, hashed while it grows, renamed when it is proven.</summary>
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

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    /// <summary>
    /// Takes the file. What a dead process left in it is dropped: nothing says of which version of the file it was a part.
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
                // Windows renames an open file only when deleting is shared, and that still keeps other writers out.
                Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            });
            if (File.Exists(path))
                return new PartialDownloadFile(path, directory, file);

            // The process that had it renamed it between our open and our lock: what we hold is its finished video.
            file.Dispose();
            throw new DownloadException(DownloadFailure.Busy, "Another process has just saved this video.", retryLater: true);
        }
        catch (Exception failure) when (DiskTrouble.IsDisk(failure))
        {
            throw DiskTrouble.Explain(failure, directory);
        }
    }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await _file.WriteAsync(bytes, ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (DiskTrouble.IsDisk(failure))
        {
            throw DiskTrouble.Explain(failure, _directory);
        }

        _hash.AppendData(bytes.Span);
        Length += bytes.Length;
    }

    /// <summary>Forgets everything: the next byte is the file's first.</summary>
    public void Restart()
    {
        _file.SetLength(0);
        _file.Position = 0;
        _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>Puts the bytes on the disk itself and gives their hash and the file to look into.</summary>
    public (string Sha256, Stream Content) Complete()
    {
        try
        {
            _file.Flush(flushToDisk: true);
            return (Convert.ToHexStringLower(_hash.GetCurrentHash()), _file);
        }
        catch (Exception failure) when (DiskTrouble.IsDisk(failure))
        {
            throw DiskTrouble.Explain(failure, _directory);
        }
    }

    /// <summary>Renames it while it is still held, so that nobody can take it in between. False when the name is taken.</summary>
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
        catch (Exception failure) when (DiskTrouble.IsDisk(failure))
        {
            throw DiskTrouble.Explain(failure, _directory);
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
        catch (Exception failure) when (DiskTrouble.IsDisk(failure))
        {
            // It is taken over by the next try.
        }
    }
}
