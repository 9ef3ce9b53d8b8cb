using System.ComponentModel;
using CometRunway.Images.Fitting;
using CometRunway.Images.Headers;
using CometRunway.Processes;

namespace CometRunway.Images.Conversion;

/// <summary>Has other programs of this machine open the kinds of images that we cannot: HEIC, AVIF, TIFF, JPEG XL and SVG.</summary>
internal sealed class ExternalConverters(TimeProvider time, string? searchPath)
{
    private const int MostBytesOfResult = 64 * 1024 * 1024;

    /// <summary>How long one program may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    public static bool Are(HeaderFacts header) => KnownConverters.All.Any(c => c.MediaTypes.Contains(header.MediaType));

    /// <summary>The image as PNG or JPEG, or why there is none, as the end of a sentence.</summary>
    public async Task<(ImageOriginal? Image, string? Trouble)> ConvertAsync(ImageOriginal image, CancellationToken cancellationToken)
    {
        if (PixelBudget.Refusal(image.Header, image.Bytes.Length) is { } refusal)
            return (null, refusal);
        var kind = ImageTransformNote.Kind(image.Header.MediaType);
        var trouble = $"no program here opens {kind}; {KnownConverters.Advice(image.Header.MediaType)} would";
        foreach (var converter in KnownConverters.All.Where(c => c.MediaTypes.Contains(image.Header.MediaType)))
        {
            foreach (var program in converter.Names.Select(n => ProgramSearch.Find(n, searchPath)).OfType<string>())
            {
                if (await TryAsync(program, converter, image, cancellationToken).ConfigureAwait(false) is { } converted)
                    return (converted, null);
                trouble = $"{Path.GetFileNameWithoutExtension(program)} could not open it";
            }
        }

        return (null, trouble);
    }

    private async Task<ImageOriginal?> TryAsync(string program, ConverterProgram converter, ImageOriginal image, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var bytes = await RunAsync(program, converter, image, both.Token).ConfigureAwait(false);
            return bytes is null ? null : Checked(bytes, converter.Turn, image);
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<byte[]?> RunAsync(string program, ConverterProgram converter, ImageOriginal image, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("comet-runway-");
        try
        {
            // Never the given name: it would be an argument that somebody else chose.
            var job = new ConversionJob(
                image.Header.MediaType,
                Path.Combine(folder.FullName, "in." + Extension(image.Header.MediaType)),
                Path.Combine(folder.FullName, "out" + converter.OutputExtension));
            await File.WriteAllBytesAsync(job.Input, image.Bytes, cancellationToken).ConfigureAwait(false);
            using var child = ChildProcess.Start(program, converter.Arguments(job), folder.FullName);
            var isFile = converter.OutputExtension is not null;
            var output = await child.ReadAsync(isFile ? 4096 : MostBytesOfResult, cancellationToken).ConfigureAwait(false);
            if (output.ExitCode != 0)
                return null;
            return isFile ? ReadCapped(new FileInfo(job.Output)) : output.Bytes;
        }
        finally
        {
            Remove(folder);
        }
    }

    private static byte[]? ReadCapped(FileInfo file) =>
        file is { Exists: true, Length: > 0 and <= MostBytesOfResult } ? File.ReadAllBytes(file.FullName) : null;

    /// <summary>Old programs take one tile of an image for the whole: what has not the size that the header tells is not the image.</summary>
    private static ImageOriginal? Checked(byte[] bytes, Turn turn, ImageOriginal image)
    {
        if (ImageHeader.Look(bytes, bytes.Length) is not { IsTaken: true, IsTruncated: false, Width: > 0, Height: > 0 } header)
            return null;
        header = header with
        {
            HasLocation = false,
            Orientation = turn switch { Turn.Done => 1, Turn.Left => image.Header.Orientation, _ => header.Orientation },
        };
        var result = new ImageOriginal(bytes, header, image.Name);
        return IsWhole(result.Facts, image.Facts) ? result : null;
    }

    private static bool IsWhole(ImageFacts result, ImageFacts expected) =>
        expected is not { Width: > 0, Height: > 0 } || (IsNear(result.Width, expected.Width) && IsNear(result.Height, expected.Height));

    /// <summary>A border of a few pixels that is not shown may have been cut.</summary>
    private static bool IsNear(int side, int expected) => side <= expected && side >= expected - Math.Max(16, expected / 50);

    private static string Extension(string mediaType) => mediaType == "image/svg+xml" ? "svg" : mediaType["image/".Length..];

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A program that was killed a moment ago may still hold a file; the system cleans its temporary folder itself.
        }
    }
}
