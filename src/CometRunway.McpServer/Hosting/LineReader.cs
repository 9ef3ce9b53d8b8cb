using CometRunway.Images;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Reads lines up to a maximum length. Of a longer line only the first and the last bytes are kept, which can contain the id of a request; the rest
/// is dropped as it arrives.
/// </summary>
/// <param name="input">The input.</param>
/// <param name="longest">The maximum number of bytes of a line.</param>
internal sealed class LineReader(Stream input, int longest = LineReader.Longest)
{
    /// <summary>The limit: the longest image in a request with every character escaped, plus space for the rest of the request. About 32 MB.</summary>
    public const int Longest = ImageLoader.MaxDataUriCharacters * 6 + (1 << 20);

    private const int ChunkLength = 64 * 1024;

    private readonly byte[] _chunk = new byte[ChunkLength];
    private int _start;
    private int _end;

    /// <summary>Returns the next line; null at the end of the input. A line without an end is not returned.</summary>
    public async ValueTask<InputLine?> ReadAsync(CancellationToken cancellationToken)
    {
        LineParts? parts = null;
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await input.ReadAsync(_chunk, cancellationToken));
                if (_end == 0)
                    return null;
            }

            var rest = _chunk.AsMemory(_start, _end - _start);
            var length = rest.Span.IndexOf((byte)'\n');
            var isWhole = length >= 0;
            var part = isWhole ? rest[..length] : rest;
            _start += isWhole ? length + 1 : rest.Length;
            if (isWhole && parts is null && length <= longest)
                return new InputLine(part, default, IsTooLong: false);
            parts ??= new LineParts(longest);
            parts.Add(part.Span);
            if (isWhole)
                return parts.ToLine();
        }
    }
}
