using System.Buffers;
using System.IO.Compression;
using CometRunway.Net;

namespace CometRunway.Images.Metadata;

/// <summary>Reads the compressed pixels of a PNG file, to find out whether there is anything else among them.</summary>
internal static class PngPixels
{
    /// <summary>The maximum size of the pixels that are read. The service takes images of 8000 x 8000 pixels, with at most eight bytes each.</summary>
    private const long MaxBytes = 8000L * 8000 * 8 + 8000;

    private const int BufferLength = 64 * 1024;

    /// <summary>
    /// Returns nothing when the parts are one compressed stream of exactly the pixels; the pixels in a new stream when there is more; null when there are
    /// not enough pixels, or far more than the service takes.
    /// </summary>
    /// <param name="parts">The contents of the pixel chunks, in their order.</param>
    /// <param name="length">The number of bytes of all rows.</param>
    public static byte[]? Recompressed(List<ReadOnlyMemory<byte>> parts, long length)
    {
        if (length > MaxBytes)
            return null;
        using var source = new PartStream(parts);
        return Copy(source, length, null) is not { } hasMore ? null
            : !hasMore && source.IsReadExactly ? []
            : Compressed(parts, length);
    }

    private static byte[] Compressed(List<ReadOnlyMemory<byte>> parts, long length)
    {
        using var source = new PartStream(parts);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            Copy(source, length, zlib);
        return packed.ToArray();
    }

    /// <summary>Returns true when more follows the pixels, or the check sum is wrong; null when pixels are missing.</summary>
    private static bool? Copy(PartStream source, long length, Stream? target)
    {
        using var zlib = new ZLibStream(source, CompressionMode.Decompress, leaveOpen: true);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            while (length > 0)
            {
                var read = zlib.Read(buffer, 0, (int)Math.Min(length, BufferLength));
                if (read == 0)
                    return null;
                target?.Write(buffer, 0, read);
                length -= read;
            }

            return zlib.Read(buffer, 0, 1) != 0;
        }
        catch (InvalidDataException)
        {
            return length > 0 ? null : true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The parts as one stream. It gives the last byte alone, so that a reader that asks for it really needs it.</summary>
    private sealed class PartStream(List<ReadOnlyMemory<byte>> parts) : ReadOnlyStream
    {
        private int _part;
        private int _at;
        private long _left = parts.Sum(p => (long)p.Length);
        private bool _isBeyond;

        /// <summary>True when the reader took the last byte and asked for no other one.</summary>
        public bool IsReadExactly => _left == 0 && !_isBeyond;

        public override int Read(Span<byte> buffer)
        {
            _isBeyond |= _left == 0;
            if (_left == 0)
                return 0;
            while (_at == parts[_part].Length)
                (_part, _at) = (_part + 1, 0);
            var count = (int)Math.Min(Math.Min(buffer.Length, parts[_part].Length - _at), Math.Max(1, _left - 1));
            parts[_part].Span.Slice(_at, count).CopyTo(buffer);
            _at += count;
            _left -= count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
