namespace CometRunway.Mp4;

/// <summary>A box's place in the file.</summary>
/// <param name="Type">Its four characters.</param>
/// <param name="Start">Where its header begins.</param>
/// <param name="Body">Where its content begins.</param>
/// <param name="End">Where it ends, never beyond what holds it.</param>
/// <param name="Cut">True when it claims more bytes than what holds it has.</param>
internal readonly record struct Box(string Type, long Start, long Body, long End, bool Cut)
{
    public long Size => End - Body;
}
