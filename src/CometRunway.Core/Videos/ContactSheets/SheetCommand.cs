using System.Globalization;

namespace CometRunway.Videos.ContactSheets;

/// <summary>Creates the arguments for ffmpeg, which reads one local MP4 file and writes one JPEG to standard output.</summary>
internal static class SheetCommand
{
    private const int MaxPixels = 7680 * 4320;

    /// <summary>Returns the arguments.</summary>
    /// <param name="path">The full path of the video.</param>
    /// <param name="picks">The numbers of the frames.</param>
    /// <param name="grid">The layout of the frames.</param>
    /// <param name="quality">The JPEG quality on ffmpeg's scale: 2 is the best, 31 gives the smallest file.</param>
    public static IReadOnlyList<string> Arguments(string path, IReadOnlyList<int> picks, FrameGrid grid, int quality) =>
    [
        "-nostdin", "-hide_banner", "-v", "error",
        // The video is untrusted: force the MP4 format and allow no other input.
        "-protocol_whitelist", "file", "-f", "mp4", "-max_pixels", Text(MaxPixels), "-i", $"file:{path}",
        "-map", "0:v:0", "-an", "-sn", "-dn",
        "-vf", Filter(picks, grid),
        "-frames:v", "1", "-c:v", "mjpeg", "-q:v", Text(quality), "-f", "image2pipe", "pipe:1",
    ];

    private static string Filter(IReadOnlyList<int> picks, FrameGrid grid)
    {
        var selection = string.Join('+', picks.Select(n => string.Create(CultureInfo.InvariantCulture, $"eq(n,{n})")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"select='{selection}',scale={grid.TileWidth}:{grid.TileHeight},setsar=1,tile={grid.Columns}x{grid.Rows}:nb_frames={picks.Count}:padding={FrameGrid.Gap}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
