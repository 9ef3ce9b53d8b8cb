using CometRunway.Images.Fitting;
using CometRunway.Images.Paths;

namespace CometRunway.Images.Loading;

/// <summary>An image that was found but not read, so that memory can be reserved first. An image that needs no reading, or a refusal, is complete.</summary>
internal sealed class LocatedImage : IDisposable
{
    /// <summary>The maximum size of a file that is read. It is higher than the limit of the service, because images can be scaled down.</summary>
    internal const int MaxBytes = 64 * 1024 * 1024;

    private readonly OpenedFile? _file;
    private readonly string? _foundAs;
    private readonly ImageLoadResult? _result;

    private LocatedImage(ImageLoadResult result, long memory) => (_result, Memory) = (result, memory);

    private LocatedImage(OpenedFile file, string? foundAs, long memory) => (_file, _foundAs, Memory) = (file, foundAs, memory);

    /// <summary>The number of bytes to reserve before the image is read and transformed.</summary>
    public long Memory { get; }

    /// <summary>Wraps an image that is already loaded, or a refusal.</summary>
    public static LocatedImage Of(ImageLoadResult result) =>
        new(result, result.Original is { } original ? DecodingMemory.Of(original.Header, original.Bytes.Length) : 0);

    /// <summary>Opens a file that <see cref="ImageFolders"/> resolved, and reads only its header.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="folders">The allowed folders.</param>
    /// <param name="foundAs">The value of <see cref="ImageLoadResult.FoundAs"/>.</param>
    public static LocatedImage OfFile(string path, ImageFolders folders, string? foundAs = null)
    {
        var file = OpenedFile.Open(path, folders, out var violation);
        try
        {
            if (file is { Length: > MaxBytes })
                violation = ImageRefusals.TooLarge(file.Name, file.Length, Characters(file.Length));
            if (file is not null && violation is null)
                return new LocatedImage(file, foundAs, FilePeek.ReadHeader(file) is { } header ? DecodingMemory.Of(header, file.Length) : file.Length);
        }
        catch (IOException)
        {
            violation = PathRefusals.Unreadable(path);
        }

        file?.Dispose();
        return Of(ImageLoadResult.Refused(violation!) with { FoundAs = foundAs });
    }

    /// <summary>Reads the image.</summary>
    public ImageLoadResult Load() => _result ?? Read(_file!) with { FoundAs = _foundAs };

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static ImageLoadResult Read(OpenedFile file)
    {
        try
        {
            var bytes = GC.AllocateUninitializedArray<byte>((int)file.Length);
            return CheckedBytes.Load(bytes.AsMemory(0, file.Read(bytes)), file.Name);
        }
        catch (IOException)
        {
            return ImageLoadResult.Refused(PathRefusals.Unreadable(file.Name));
        }
    }

    /// <summary>Returns the length of the data URI of a file with this size.</summary>
    internal static long Characters(long bytes) => "data:image/jpeg;base64,".Length + (bytes + 2) / 3 * 4;
}
