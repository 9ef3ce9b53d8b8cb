using System.Globalization;
using System.Text;

namespace CometRunway.TestKit.Http;

/// <summary>Reads complete HTTP/1.1 requests from a connection, regardless of how the bytes are split.</summary>
internal sealed class RequestReader(Stream stream)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _count;
    private int _body;
    private Func<int>? _length;

    /// <summary>Reads the next request as text; null at the end of the stream.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Length() is var length && length <= _count)
                return Take(length);
            if (_count == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            var count = await stream.ReadAsync(_buffer.AsMemory(_count), cancellationToken);
            if (count == 0)
                return null;
            _count += count;
        }
    }

    /// <summary>Returns the length of the whole request in bytes; int.MaxValue while it is unknown.</summary>
    private int Length()
    {
        if (_length is null)
        {
            var head = _buffer.AsSpan(0, _count).IndexOf("\r\n\r\n"u8);
            if (head < 0)
                return int.MaxValue;
            _body = head + 4;
            _length = OfBody(Encoding.Latin1.GetString(_buffer, 0, head).Split("\r\n"));
        }

        return _length();
    }

    private Func<int> OfBody(string[] lines)
    {
        if (Header(lines, "Transfer-Encoding") is { } coding && coding.EndsWith("chunked", StringComparison.OrdinalIgnoreCase))
            return EndOfChunks;
        var length = Header(lines, "Content-Length") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        return () => _body + length;
    }

    /// <summary>Advances over the chunks that have arrived. The last chunk is empty. Trailers are not supported.</summary>
    private int EndOfChunks()
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_body, Math.Max(0, _count - _body));
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0)
                return int.MaxValue;
            var size = int.Parse(Encoding.Latin1.GetString(rest[..line]).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var end = _body + line + 2 + size + 2;
            if (size == 0 || end > _count)
                return size == 0 ? end : int.MaxValue;
            _body = end;
        }
    }

    private string Take(int length)
    {
        var text = Encoding.UTF8.GetString(_buffer, 0, length);
        _buffer.AsSpan(length, _count - length).CopyTo(_buffer);
        _count -= length;
        _length = null;
        return text;
    }

    private static string? Header(string[] lines, string name) => lines
        .Skip(1)
        .Select(line => line.Split(':', 2))
        .Where(parts => parts.Length == 2 && parts[0].Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(parts => parts[1].Trim())
        .FirstOrDefault();
}
