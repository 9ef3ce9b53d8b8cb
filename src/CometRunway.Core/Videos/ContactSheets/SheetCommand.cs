using System.Globalization;

namespace CometRunway.Videos.ContactSheets;

/// <summary>What ffmpeg is asked: one local MP4 in, one JPEG out of its standard output, nothing else opened.</summary>
internal static class SheetCommand
{
    private const int MostPixelsDecoded = 7680 * 4320;

    /// <param name="path">The video's full path.</param>
    /// <param name="picks">Which frames, by number.</param>
    /// <param name="grid">Their layout.</param>
    /// <param name="quality">ffmpeg's scale: 2 is best, 31 is smallest.</param>
    public static IReadOnlyList<string> Arguments(string path, IReadOnlyList<int> picks, FrameGrid grid, int quality) =>
    [
        "-nostdin", "-hide_banner", "-v", "error",
        // The video comes from elsewhere: it may be read as an MP4 only, and may name no other source.
        "-protocol_whitelist", "file", "-f", "mp4", "-max_pixels", Text(MostPixelsDecoded), "-i", $"file:{path}",
        "-map", "0:v:0", "-an", "-sn", "-dn",
        "-vf", Filter(picks, grid),
        "-frames:v", "1", "-c:v", "mjpeg", "-q:v", Text(quality), "-f", "image2pipe", "pipe:1",
    ];

    private static string Filter(IReadOnlyList<int> picks, FrameGrid grid)
    {
        var wanted = string.Join('+', picks.Select(n => string.Create(CultureInfo.InvariantCulture, $"eq(n,{n})")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"select='{wanted}',scale={grid.TileWidth}:{grid.TileHeight},setsar=1,tile={grid.Columns}x{grid.Rows}:nb_frames={picks.Count}:padding={FrameGrid.Gap}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
