using System.Globalization;
using CometRunway.Images.Fitting;

namespace CometRunway.Images.Conversion;

/// <summary>
/// The known converter programs, the best one for a format first. Images are untrusted: the format is passed explicitly so that the program does not
/// detect another one, only the given file can be opened, and resource limits are set if the program supports them.
/// </summary>
internal static class KnownConverters
{
    private const string Heic = "image/heic";
    private const string Avif = "image/avif";
    private const string Tiff = "image/tiff";
    private const string Jxl = "image/jxl";
    private const string Svg = "image/svg+xml";
    private const string SvgSide = "2048";

    // On Windows "convert" is a system tool that converts file systems.
    private static readonly string[] ImageMagick = OperatingSystem.IsWindows() ? ["magick"] : ["magick", "convert"];

    public static IReadOnlyList<ConverterProgram> All { get; } =
    [
        // Part of macOS. It keeps EXIF, including the orientation.
        new(["sips"], [Heic, Avif, Tiff], OrientationHandling.Preserved, job => ["-s", "format", "jpeg", "-s", "formatOptions", "95", job.Input, "--out", job.Output], ".jpg"),
        new(["heif-dec", "heif-convert"], [Heic, Avif], OrientationHandling.Applied, job => ["-q", "95", job.Input, job.Output], ".jpg"),
        new(["djxl"], [Jxl], OrientationHandling.Applied, job => [job.Input, job.Output], ".png"),
        // It loads referenced files only from the folder of the SVG file, which contains nothing else.
        new(["rsvg-convert"], [Svg], OrientationHandling.Applied, job => ["--format=png", "--width=" + SvgSide, "--height=" + SvgSide, "--keep-aspect-ratio", "--background-color=white", job.Input]),
        new(ImageMagick, [Heic, Avif, Jxl], OrientationHandling.Applied, Magick),
        new(ImageMagick, [Tiff], OrientationHandling.Ignored, Magick),
        new(["ffmpeg"], [Heic, Avif, Tiff, Jxl], OrientationHandling.Ignored, Ffmpeg),
    ];

    /// <summary>Returns the programs that users can install for a format.</summary>
    public static string Advice(string mediaType) => mediaType switch
    {
        Svg => "rsvg-convert (librsvg)",
        Tiff => "ImageMagick or ffmpeg",
        Jxl => "djxl (libjxl), ImageMagick or ffmpeg",
        _ => "heif-convert (libheif), ImageMagick or ffmpeg",
    };

    private static List<string> Magick(ConversionJob job) =>
    [
        "-limit", "memory", "512MiB", "-limit", "map", "512MiB", "-limit", "disk", "0",
        "-limit", "width", "16KP", "-limit", "height", "16KP", "-limit", "area", "128MP",
        // The prefix forces this format; [0] selects the first image.
        $"{Coder(job.MediaType)}:{job.Input}[0]",
        "-strip", "-colorspace", "sRGB", "-depth", "8", "-quality", job.MediaType == Tiff ? "10" : "95", job.MediaType == Tiff ? "png:-" : "jpeg:-",
    ];

    private static List<string> Ffmpeg(ConversionJob job) =>
    [
        "-nostdin", "-hide_banner", "-v", "error", "-noautorotate",
        "-protocol_whitelist", "file", "-max_pixels", PixelBudget.MaxPixels.ToString(CultureInfo.InvariantCulture),
        "-f", job.MediaType switch { Tiff => "tiff_pipe", Jxl => "jpegxl_pipe", _ => "mov" }, "-i", $"file:{job.Input}",
        "-map", "0:v:0", "-frames:v", "1", "-pix_fmt", "rgb24", "-c:v", "png", "-compression_level", "1", "-f", "image2pipe", "pipe:1",
    ];

    private static string Coder(string mediaType) => mediaType["image/".Length..];
}
