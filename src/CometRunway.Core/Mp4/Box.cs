namespace CometRunway.Mp4;

/// <summary>The position of a box in the file.</summary>
/// <param name="Type">The four-character type.</param>
/// <param name="Start">The offset of the header.</param>
/// <param name="Body">The offset of the content.</param>
/// <param name="End">The offset after the box, never after the end of its container.</param>
/// <param name="Truncated">True when the size in the header exceeds the container.</param>
internal readonly record struct Box(string Type, long Start, long Body, long End, bool Truncated)
{
    public long Size => End - Body;
}
