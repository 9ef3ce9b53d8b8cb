namespace CometRunway.Images.Loading;

/// <summary>Reads the beginning of a file to detect the type and size of an image. No pixels are decoded and nothing is hashed.</summary>
internal static class FilePeek
{
    // Cameras write a preview and colour profiles before the size.
    private const int BytesRead = 256 * 1024;

    /// <summary>Returns the facts of the image; null when the file cannot be read, is not an image, or is outside the allowed folders.</summary>
    public static ImageFacts? ReadFacts(FileInfo file, ImageFolders folders)
    {
        try
        {
            // Opening a pipe would block until a writer opens it. Pipes and devices have no length.
            if (file.Length == 0 || (file.Attributes & FileAttributes.Device) != 0)
                return null;
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (!stream.CanSeek || OpenedFile.RealPath(stream, file.FullName) is not { } opened || !folders.Contains(opened))
                return null;
            var bytes = new byte[Math.Min(stream.Length, BytesRead)];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return ImageHeader.TryRead(bytes.AsSpan(0, count), stream.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
