using System.Globalization;
using CometRunway.Images.Fitting;

namespace CometRunway.Images.Conversion;

/// <summary>
/// The programs, the best for a kind first. Images are hostile: each program is told the kind, so that it does not guess another one,
/// may open nothing but the file, and has limits of its own where it knows any.
/// </summary>
internal static class KnownConverters
{
    private const string Heic = "image/heic";
    private const string Avif = "image/avif";
    private const string Tiff = "image/tiff";
    private const string Jxl = "image/jxl";
    private const string Svg = "image/svg+xml";
    private const string SvgSide = "2048";

    // On Windows "convert" is a tool of the system that changes file systems.
    private static readonly string[] ImageMagick = OperatingSystem.IsWindows() ? ["magick"] : ["magick", "convert"];

    public static IReadOnlyList<ConverterProgram> All { get; } =
    [
        // Part of macOS; it keeps EXIF, and with it the turn.
        new(["sips"], [Heic, Avif, Tiff], Turn.Told, job => ["-s", "format", "jpeg", "-s", "formatOptions", "95", job.Input, "--out", job.Output], ".jpg"),
        new(["heif-dec", "heif-convert"], [Heic, Avif], Turn.Done, job => ["-q", "95", job.Input, job.Output], ".jpg"),
        new(["djxl"], [Jxl], Turn.Done, job => [job.Input, job.Output], ".png"),
        // It loads nothing from outside the folder of the drawing, which holds the drawing alone.
        new(["rsvg-convert"], [Svg], Turn.Done, job => ["--format=png", "--width=" + SvgSide, "--height=" + SvgSide, "--keep-aspect-ratio", "--background-color=white", job.Input]),
        new(ImageMagick, [Heic, Avif, Jxl], Turn.Done, Magick),
        new(ImageMagick, [Tiff], Turn.Left, Magick),
        new(["ffmpeg"], [Heic, Avif, Tiff, Jxl], Turn.Left, Ffmpeg),
    ];

    /// <summary>What people install for a kind.</summary>
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
        // The prefix makes it read this kind and no other; [0] is the first of several images.
        $"{Coder(job.MediaType)}:{job.Input}[0]",
        "-strip", "-colorspace", "sRGB", "-depth", "8", "-quality", job.MediaType == Tiff ? "10" : "95", job.MediaType == Tiff ? "png:-" : "jpeg:-",
    ];

    private static List<string> Ffmpeg(ConversionJob job) =>
    [
        "-nostdin", "-hide_banner", "-v", "error", "-noautorotate",
        "-protocol_whitelist", "file", "-max_pixels", PixelBudget.MostPixels.ToString(CultureInfo.InvariantCulture),
        "-f", job.MediaType switch { Tiff => "tiff_pipe", Jxl => "jpegxl_pipe", _ => "mov" }, "-i", $"file:{job.Input}",
        "-map", "0:v:0", "-frames:v", "1", "-pix_fmt", "rgb24", "-c:v", "png", "-compression_level", "1", "-f", "image2pipe", "pipe:1",
    ];

    private static string Coder(string mediaType) => mediaType["image/".Length..];
}
