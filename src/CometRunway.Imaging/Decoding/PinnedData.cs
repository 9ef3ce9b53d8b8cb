using System.Buffers;
using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>Gives an encoded image to Skia without copying it.</summary>
internal sealed class PinnedData : IDisposable
{
    private readonly MemoryHandle _pin;

    public unsafe PinnedData(ReadOnlyMemory<byte> bytes)
    {
        _pin = bytes.Pin();
        Data = SKData.Create((nint)_pin.Pointer, bytes.Length);
    }

    /// <summary>The image. Valid until this object is disposed.</summary>
    public SKData Data { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Data.Dispose();
        _pin.Dispose();
    }
}
