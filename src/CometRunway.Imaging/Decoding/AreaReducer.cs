using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>
/// Makes an image smaller while its rows are decoded, so that it is never in memory as a whole. Each pixel of the result is the average of the area that
/// it covers.
/// </summary>
internal sealed class AreaReducer
{
    private const int Channels = 4;

    private readonly SKBitmap _target;
    private readonly double _rowHeight;
    private readonly float _area;
    private readonly int[] _columns;
    private readonly float[] _shares;
    private readonly float[] _row;
    private float[] _current;
    private float[] _next;
    private int _sourceRow;
    private int _targetRow;

    /// <param name="width">The width of the rows.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="target">The result. It is not larger, and has four bytes for each pixel.</param>
    public AreaReducer(int width, int height, SKBitmap target)
    {
        _target = target;
        _rowHeight = (double)height / target.Height;
        var columnWidth = (double)width / target.Width;
        _area = (float)(columnWidth * _rowHeight);
        (_columns, _shares) = (new int[width], new float[width]);
        for (var x = 0; x < width; x++)
        {
            _columns[x] = Math.Min(target.Width - 1, (int)(x / columnWidth));
            // A pixel at an edge belongs to two columns.
            _shares[x] = (float)Math.Min(1, (_columns[x] + 1) * columnWidth - x);
        }

        // The share of the last pixel in the column behind the last is 0.
        var length = (target.Width + 1) * Channels;
        (_row, _current, _next) = (new float[length], new float[length], new float[length]);
    }

    /// <summary>Adds the next row, which has four bytes for each pixel.</summary>
    public void Add(ReadOnlySpan<byte> row)
    {
        Reduce(row);
        var end = (_targetRow + 1) * _rowHeight;
        var share = (float)Math.Clamp(end - _sourceRow, 0, 1);
        for (var i = 0; i < _row.Length; i++)
        {
            _current[i] += _row[i] * share;
            _next[i] += _row[i] * (1 - share);
        }

        _sourceRow++;
        // The last row may end a little before or behind the edge, because the numbers are rounded.
        if (_sourceRow < end - 1e-6 || _targetRow == _target.Height)
            return;
        Write();
        _targetRow++;
        (_current, _next) = (_next, _current);
        Array.Clear(_next);
    }

    private void Reduce(ReadOnlySpan<byte> row)
    {
        Array.Clear(_row);
        for (var x = 0; x < _columns.Length; x++)
        {
            var (at, share) = (_columns[x] * Channels, _shares[x]);
            for (var channel = 0; channel < Channels; channel++)
            {
                var value = row[x * Channels + channel];
                _row[at + channel] += value * share;
                _row[at + Channels + channel] += value * (1 - share);
            }
        }
    }

    private unsafe void Write()
    {
        var row = new Span<byte>((byte*)_target.GetPixels() + (long)_targetRow * _target.RowBytes, _target.Width * Channels);
        for (var i = 0; i < row.Length; i++)
            row[i] = (byte)Math.Clamp(_current[i] / _area + 0.5f, 0, 255);
    }
}
