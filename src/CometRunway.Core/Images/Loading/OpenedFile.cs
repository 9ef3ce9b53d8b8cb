using System.Globalization;
using CometRunway.Errors;
using CometRunway.Images.Paths;
using Microsoft.Win32.SafeHandles;

namespace CometRunway.Images.Loading;

/// <summary>An ordinary file in an allowed folder, opened but not read. The only place that opens a file which a caller or a folder named.</summary>
internal sealed class OpenedFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private OpenedFile(SafeFileHandle handle, string path)
    {
        _handle = handle;
        Name = Path.GetFileName(path);
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>The file name.</summary>
    public string Name { get; }

    /// <summary>The size in bytes when it was opened, at least 1.</summary>
    public long Length { get; }

    /// <summary>Opens a file that <see cref="ImageFolders"/> resolved; null, and the reason, when it cannot be read. The call does not wait for anything.</summary>
    public static OpenedFile? Open(string path, ImageFolders folders, out Violation? violation)
    {
        violation = null;
        SafeFileHandle? handle = null;
        try
        {
            handle = RegularFile.Open(path);
            if (handle is null)
                violation = ImageRefusals.Empty(Path.GetFileName(path));
            else if (RealPath(handle, path) is not { } opened || !folders.Contains(opened))
                violation = PathRefusals.Outside(path, folders);
            else
                return new OpenedFile(handle, path);
        }
        catch (FileNotFoundException)
        {
            violation = PathRefusals.NotFound(path, folders);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            violation = PathRefusals.Unreadable(path);
        }

        handle?.Dispose();
        return null;
    }

    /// <summary>Reads from the beginning until the buffer is full or the file ends, and returns the number of bytes.</summary>
    public int Read(Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && RandomAccess.Read(_handle, buffer[count..], count) is > 0 and var read)
            count += read;
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>Returns the real path of the open file, because a folder in the path may have been replaced. On systems that do not provide it, resolves the path again.</summary>
    private static string? RealPath(SafeFileHandle handle, string path)
    {
        if (!OperatingSystem.IsLinux())
            return Paths.RealPath.Resolve(path);
        var descriptor = handle.DangerousGetHandle();
        return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")).LinkTarget
            ?? Paths.RealPath.Resolve(path);
    }
}
