namespace CometRunway.Api.Http;

/// <summary>How the reading of a body ended.</summary>
internal enum BodyEnd
{
    Complete,
    Cut,
    TooLong,
}

/// <summary>A body that was read already, up to a limit.</summary>
internal sealed class CappedContent(byte[] bytes, BodyEnd end) : ByteArrayContent(bytes)
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public BodyEnd End { get; } = end;
}
