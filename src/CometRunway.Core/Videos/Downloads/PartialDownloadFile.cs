namespace CometRunway.Videos.Downloads;

/// <summary>
/// The hidden temporary file of a download, which is renamed when the download is committed. Each download has a file of its own: a process that is stopped
/// in the middle keeps its file and its lock, and must neither prevent another process from saving the video nor write into it when it continues.
/// </summary>
internal sealed class PartialDownloadFile : IVideoWriter
{
    private const int MaxNames = 20;

    private readonly string _path;
    private readonly string _directory;
    private readonly string _fileName;
    private readonly FileStream _file;
    private bool _published;

    private PartialDownloadFile(string path, string directory, string fileName, FileStream file)
    {
        (_path, _directory, _fileName, _file) = (path, directory, fileName, file);
    }

    /// <inheritdoc/>
    public Stream Content => _file;

    /// <summary>
    /// Returns the possible paths of the video: the name itself, then the name with a number from 2 to 20, for names that are already used.
    /// </summary>
    public static IEnumerable<string> FinalPaths(string directory, string fileName)
    {
        yield return Path.Combine(directory, fileName);
        var (stem, extension) = (Path.GetFileNameWithoutExtension(fileName), Path.GetExtension(fileName));
        for (var number = 2; number <= MaxNames; number++)
            yield return Path.Combine(directory, $"{stem}-{number}{extension}");
    }

    /// <summary>Creates and locks the file.</summary>
    /// <param name="directory">The folder of the video.</param>
    /// <param name="fileName">The name of the video.</param>
    /// <param name="abandoned">Deletes the files that processes left when they were killed.</param>
    public static PartialDownloadFile Open(string directory, string fileName, AbandonedParts abandoned)
    {
        var path = AbandonedParts.NewPath(directory, fileName);
        try
        {
            Directory.CreateDirectory(directory);
            abandoned.Delete(directory, fileName);
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                // On Windows an open file can be renamed only with FileShare.Delete, which still locks out other writers.
                Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            });
            return new PartialDownloadFile(path, directory, fileName, file);
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, directory);
        }
    }

    /// <summary>Renames the file while it is locked. Existing files are not overwritten; the next free name is used.</summary>
    public Task<string> CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _file.Flush(flushToDisk: true);
            foreach (var path in FinalPaths(_directory, _fileName))
            {
                if (TryPublish(path))
                    return Task.FromResult(path);
            }
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, _directory);
        }

        throw new DownloadException(DownloadFailure.FolderUnavailable, $"'{_directory}' has too many other files named like '{_fileName}'.", retryLater: false);
    }

    private bool TryPublish(string finalPath)
    {
        try
        {
            File.Move(_path, finalPath, overwrite: false);
            return _published = true;
        }
        catch (IOException) when (Path.Exists(finalPath))
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_published)
            Delete();
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
            // A later download deletes the file.
        }
    }
}
