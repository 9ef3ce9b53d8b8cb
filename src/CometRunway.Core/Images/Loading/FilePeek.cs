using System.Buffers;
using CometRunway.Images.Headers;

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
            using var opened = OpenedFile.Open(file.FullName, folders, out _);
            return opened is null ? null : ReadHeader(opened)?.ToFacts(opened.Length);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Returns the header of an image; null when the file is not an image.</summary>
    public static HeaderFacts? ReadHeader(OpenedFile file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BytesRead);
        try
        {
            var head = buffer.AsSpan(0, file.Read(buffer.AsSpan(0, (int)Math.Min(file.Length, BytesRead))));
            return ImageHeader.Read(head, file.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
