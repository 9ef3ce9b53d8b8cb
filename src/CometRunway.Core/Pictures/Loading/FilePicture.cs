using CometRunway.Pictures.Paths;

namespace CometRunway.Pictures.Loading;

/// <summary>Reads a file that <see cref="PictureFolders"/> found, and trusts only what was opened.</summary>
internal static class FilePicture
{
    /// <summary>The largest file that is read at all; most of that size can be made to fit.</summary>
    internal const int MostBytes = 64 * 1024 * 1024;

    public static PictureLoadResult Load(string path, PictureFolders folders)
    {
        try
        {
            // Pipes, sockets and devices have no length. They must be left before opening, which would wait for a writer for ever.
            var file = new FileInfo(path);
            if (file.Length == 0 || (file.Attributes & FileAttributes.Device) != 0)
                return PictureLoadResult.Refused(PictureRefusals.Empty(file.Name));
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return OpenedFile.RealPath(stream, path) is { } opened && folders.Contains(opened)
                ? Read(stream, file.Name)
                : PictureLoadResult.Refused(PathRefusals.Outside(path, folders));
        }
        catch (FileNotFoundException)
        {
            return PictureLoadResult.Refused(PathRefusals.NotFound(path, folders));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return PictureLoadResult.Refused(PathRefusals.Unreadable(path));
        }
    }

    private static PictureLoadResult Read(FileStream stream, string name)
    {
        if (!stream.CanSeek)
            return PictureLoadResult.Refused(PathRefusals.Special(name));
        if (stream.Length > MostBytes)
            return PictureLoadResult.Refused(PictureRefusals.TooLarge(name, stream.Length, Characters(stream.Length)));
        var bytes = new byte[stream.Length];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return CheckedBytes.Load(bytes.AsMemory(0, count), name);
    }

    private static long Characters(long bytes) => "data:image/jpeg;base64,".Length + (bytes + 2) / 3 * 4;
}
