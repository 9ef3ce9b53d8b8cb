using CometRunway.Images.Paths;

namespace CometRunway.Images.Loading;

/// <summary>Reads a file that <see cref="ImageFolders"/> found, and trusts only what was opened.</summary>
internal static class FileImage
{
    /// <summary>The largest file that is read at all; most of that size can be made to fit.</summary>
    internal const int MostBytes = 64 * 1024 * 1024;

    public static ImageLoadResult Load(string path, ImageFolders folders)
    {
        try
        {
            // Pipes, sockets and devices have no length. They must be left before opening, which would wait for a writer for ever.
            var file = new FileInfo(path);
            if (file.Length == 0 || (file.Attributes & FileAttributes.Device) != 0)
                return ImageLoadResult.Refused(ImageRefusals.Empty(file.Name));
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return OpenedFile.RealPath(stream, path) is { } opened && folders.Contains(opened)
                ? Read(stream, file.Name)
                : ImageLoadResult.Refused(PathRefusals.Outside(path, folders));
        }
        catch (FileNotFoundException)
        {
            return ImageLoadResult.Refused(PathRefusals.NotFound(path, folders));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return ImageLoadResult.Refused(PathRefusals.Unreadable(path));
        }
    }

    private static ImageLoadResult Read(FileStream stream, string name)
    {
        if (!stream.CanSeek)
            return ImageLoadResult.Refused(PathRefusals.Special(name));
        if (stream.Length > MostBytes)
            return ImageLoadResult.Refused(ImageRefusals.TooLarge(name, stream.Length, Characters(stream.Length)));
        var bytes = new byte[stream.Length];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return CheckedBytes.Load(bytes.AsMemory(0, count), name);
    }

    private static long Characters(long bytes) => "data:image/jpeg;base64,".Length + (bytes + 2) / 3 * 4;
}
