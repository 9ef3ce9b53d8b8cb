using System.ComponentModel;
using CometRunway.Images.Fitting;
using CometRunway.Images.Headers;
using CometRunway.Images.Loading;
using CometRunway.Processes;

namespace CometRunway.Images.Conversion;

/// <summary>Converts formats that this library cannot decode with programs on this machine: HEIC, AVIF, TIFF, JPEG XL and SVG.</summary>
internal sealed class ExternalConverters(TimeProvider time, string? searchPath)
{
    /// <summary>The maximum size of the result of a program.</summary>
    public const int MaxResultBytes = 64 * 1024 * 1024;

    /// <summary>The timeout of one program.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    public static bool CanConvert(HeaderFacts header) => KnownConverters.All.Any(c => c.MediaTypes.Contains(header.MediaType));

    /// <summary>Returns the image as PNG or JPEG, or the reason for the failure, as a clause.</summary>
    public async Task<(ImageOriginal? Image, string? Error)> ConvertAsync(ImageOriginal image, CancellationToken cancellationToken)
    {
        if (PixelBudget.Refusal(image.Header, image.Bytes.Length) is { } refusal)
            return (null, refusal);
        var kind = ImageTransformNote.Kind(image.Header.MediaType);
        var error = $"no program here opens {kind}; {KnownConverters.Advice(image.Header.MediaType)} would";
        foreach (var converter in KnownConverters.All.Where(c => c.MediaTypes.Contains(image.Header.MediaType)))
        {
            foreach (var program in converter.Names.Select(n => ProgramSearch.Find(n, searchPath)).OfType<string>())
            {
                if (await TryAsync(program, converter, image, cancellationToken).ConfigureAwait(false) is { } converted)
                    return (converted, null);
                error = $"{Path.GetFileNameWithoutExtension(program)} could not open it";
            }
        }

        return (null, error);
    }

    private async Task<ImageOriginal?> TryAsync(string program, ConverterProgram converter, ImageOriginal image, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeLimit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var bytes = await RunAsync(program, converter, image, linked.Token).ConfigureAwait(false);
            return bytes is null ? null : Validated(bytes, converter.Orientation, image);
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
            // The given file name is not used, because it is untrusted and would become a command-line argument.
            var job = new ConversionJob(
                image.Header.MediaType,
                Path.Combine(folder.FullName, "in." + Extension(image.Header.MediaType)),
                Path.Combine(folder.FullName, "out" + converter.OutputExtension));
            await File.WriteAllBytesAsync(job.Input, image.Bytes, cancellationToken).ConfigureAwait(false);
            using var child = ChildProcess.Start(program, converter.Arguments(job), folder.FullName);
            var isFile = converter.OutputExtension is not null;
            var output = await child.ReadAsync(isFile ? 4096 : MaxResultBytes, cancellationToken).ConfigureAwait(false);
            if (output.ExitCode != 0)
                return null;
            return isFile ? ReadCapped(job.Output) : output.Bytes;
        }
        finally
        {
            Remove(folder);
        }
    }

    private static byte[]? ReadCapped(string path)
    {
        using var file = RegularFile.Open(path);
        if (file is null || RandomAccess.GetLength(file) is not (<= MaxResultBytes and var length))
            return null;
        var bytes = new byte[length];
        return RandomAccess.Read(file, bytes, 0) == length ? bytes : null;
    }

    /// <summary>Returns the result if its size matches the header of the original. Old programs may decode only one tile of the image.</summary>
    private static ImageOriginal? Validated(byte[] bytes, OrientationHandling orientation, ImageOriginal image)
    {
        if (ImageHeader.Read(bytes, bytes.Length) is not { IsSupported: true, IsTruncated: false, Width: > 0, Height: > 0 } header)
            return null;
        header = header with
        {
            HasLocation = false,
            Orientation = orientation switch { OrientationHandling.Applied => 1, OrientationHandling.Ignored => image.Header.Orientation, _ => header.Orientation },
        };
        var result = new ImageOriginal(bytes, header, image.Name);
        return IsWhole(result.Facts, image.Facts) ? result : null;
    }

    private static bool IsWhole(ImageFacts result, ImageFacts expected) =>
        expected is not { Width: > 0, Height: > 0 } || (IsNear(result.Width, expected.Width) && IsNear(result.Height, expected.Height));

    /// <summary>Allows for a hidden border of a few pixels that the program may have removed.</summary>
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
            // A killed program may still lock a file. The operating system cleans up the temporary folder.
        }
    }
}
