namespace CometRunway.Videos.ContactSheets;

/// <summary>The layout of frames: the number of columns and rows and the size of the tiles.</summary>
internal readonly record struct FrameGrid(int Columns, int Rows, int TileWidth, int TileHeight)
{
    /// <summary>The number of pixels between two tiles.</summary>
    public const int Gap = 4;

    /// <summary>Returns the grid with the best ratio of tile size to empty space. Tiles are never larger than the video.</summary>
    public static FrameGrid For(int width, int height, int frames) =>
        Enumerable.Range(1, frames).Select(columns => WithColumns(columns, width, height, frames)).MaxBy(grid => grid.Score(frames));

    private static FrameGrid WithColumns(int columns, int width, int height, int frames)
    {
        var rows = (frames + columns - 1) / columns;
        var scale = Math.Min(1, Math.Min(MaxTileSide(columns) / Math.Max(1, width), MaxTileSide(rows) / Math.Max(1, height)));
        return new(columns, rows, Even(width * scale), Even(height * scale));
    }

    private double Score(int frames)
    {
        var used = (double)frames / (Columns * Rows);
        return (double)TileWidth * TileHeight * used * used;
    }

    private static double MaxTileSide(int tiles) => (ContactSheet.MaxSide - ((tiles - 1) * Gap)) / tiles;

    /// <summary>Rounds down to an even number, because chroma subsampling needs even sizes.</summary>
    private static int Even(double side) => Math.Max(2, (int)side / 2 * 2);
}
