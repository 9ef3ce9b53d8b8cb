namespace CometRunway.Videos.ContactSheets;

/// <summary>How frames are laid out: so many columns and rows of tiles of this size.</summary>
internal readonly record struct FrameGrid(int Columns, int Rows, int TileWidth, int TileHeight)
{
    /// <summary>Pixels between two tiles.</summary>
    public const int Gap = 4;

    /// <summary>The grid that shows the frames largest without leaving much of the sheet empty; never larger than the video itself.</summary>
    public static FrameGrid For(int width, int height, int frames) =>
        Enumerable.Range(1, frames).Select(columns => WithColumns(columns, width, height, frames)).MaxBy(grid => grid.Worth(frames));

    private static FrameGrid WithColumns(int columns, int width, int height, int frames)
    {
        var rows = (frames + columns - 1) / columns;
        var scale = Math.Min(1, Math.Min(Room(columns) / Math.Max(1, width), Room(rows) / Math.Max(1, height)));
        return new(columns, rows, Even(width * scale), Even(height * scale));
    }

    private double Worth(int frames)
    {
        var used = (double)frames / (Columns * Rows);
        return (double)TileWidth * TileHeight * used * used;
    }

    private static double Room(int tiles) => (ContactSheet.MaxSide - ((tiles - 1) * Gap)) / tiles;

    /// <summary>The encoder halves colour in both directions.</summary>
    private static int Even(double side) => Math.Max(2, (int)side / 2 * 2);
}
