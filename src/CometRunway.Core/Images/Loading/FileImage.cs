using CometRunway.Images.Paths;

namespace CometRunway.Images.Loading;

/// <summary>Reads a file that <see cref="ImageFolders"/> resolved, and checks the path of the opened file again.</summary>
internal static class FileImage
{
    /// <summary>The maximum size of a file that is read. It is higher than the limit of the service, because images can be scaled down.</summary>
    internal const int MaxBytes = 64 * 1024 * 1024;

    public static ImageLoadResult Load(string path, ImageFolders folders)
    {
        try
        {
            // Pipes, sockets and devices have no length. They must not be opened, because opening a pipe can block forever.
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
        if (stream.Length > MaxBytes)
            return ImageLoadResult.Refused(ImageRefusals.TooLarge(name, stream.Length, Characters(stream.Length)));
        var bytes = new byte[stream.Length];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return CheckedBytes.Load(bytes.AsMemory(0, count), name);
    }

    private static long Characters(long bytes) => "data:image/jpeg;base64,".Length + (bytes + 2) / 3 * 4;
}
