namespace CometRunway.Api.Http;

/// <summary>The result of reading a body.</summary>
internal enum BodyEnd
{
    Complete,
    Truncated,
    TooLong,
}

/// <summary>A response body that was read up to a size limit.</summary>
internal sealed class CappedContent(byte[] bytes, BodyEnd end) : ByteArrayContent(bytes)
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public BodyEnd End { get; } = end;
}
