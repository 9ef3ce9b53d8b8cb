using System.Buffers.Binary;
using System.Text;

namespace CometRunway.Sandbox.Tests.Rendering;

/// <summary>A box of an MP4 file, read independently of the writer.</summary>
internal sealed record Mp4Box(string Type, int Offset, byte[] Content)
{
    public static IReadOnlyList<Mp4Box> ReadAll(ReadOnlySpan<byte> bytes)
    {
        var boxes = new List<Mp4Box>();
        for (var at = 0; at < bytes.Length;)
        {
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (size < 8 || at + size > bytes.Length)
                throw new InvalidDataException($"A box at {at} has size {size}, but the remaining size is {bytes.Length - at}.");
            boxes.Add(new(Encoding.ASCII.GetString(bytes.Slice(at + 4, 4)), at, bytes.Slice(at + 8, size - 8).ToArray()));
            at += size;
        }

        return boxes;
    }

    public static Mp4Box Find(byte[] file, string path)
    {
        var parts = path.Split('/');
        var box = ReadAll(file).Single(one => one.Type == parts[0]);
        foreach (var part in parts[1..])
            box = box.Children.Single(one => one.Type == part);
        return box;
    }

    public IReadOnlyList<Mp4Box> Children => ReadAll(Content.AsSpan(Type switch { "stsd" => 8, "avc1" => 78, _ => 0 }));

    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(Content.AsSpan(offset));

    public int UInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(Content.AsSpan(offset));
}
