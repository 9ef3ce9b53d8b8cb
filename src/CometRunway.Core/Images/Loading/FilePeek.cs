namespace CometRunway.Images.Loading;

/// <summary>Reads the beginning of a file to see what image it is. Pixels are not decoded and nothing is hashed.</summary>
internal static class FilePeek
{
    // Cameras put a preview and colour profiles before the size.
    private const int BytesRead = 256 * 1024;

    /// <summary>What the file is; null when it cannot be read, is no image, or turns out to lie outside the folders.</summary>
    public static ImageFacts? Look(FileInfo file, ImageFolders folders)
    {
        try
        {
            // Opening a pipe would wait for a writer for ever; pipes and devices have no length.
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
