using System.Buffers.Binary;

namespace CometRunway.Sandbox.Rendering.Mp4;

/// <summary>Writes a video track as a fast-start file: ftyp, moov, mdat.</summary>
internal static class Mp4Writer
{
    private const int HeaderBytes = 8;
    private const int LengthBytes = 4;

    public static byte[] Write(VideoTrack track)
    {
        var sizes = track.Samples.Select(units => units.Sum(unit => LengthBytes + unit.Length)).ToArray();
        var type = FileType();
        // The size of moov does not depend on the offset in it. The first pass measures the size, the second pass writes the final box.
        var mediaOffset = type.Length + MovieBox.Write(track, sizes, 0).Length + HeaderBytes;
        var movie = MovieBox.Write(track, sizes, mediaOffset);

        var file = new byte[mediaOffset + sizes.Sum()];
        type.CopyTo(file, 0);
        movie.CopyTo(file, type.Length);
        Media(track, file.AsSpan(mediaOffset - HeaderBytes));
        return file;
    }

    private static byte[] FileType()
    {
        var boxes = new BoxWriter();
        boxes.Box("ftyp", () =>
        {
            boxes.Text("isom");
            boxes.UInt32(0x200);
            boxes.Text("isommp42avc1");
        });
        return boxes.ToArray();
    }

    private static void Media(VideoTrack track, Span<byte> box)
    {
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        "mdat"u8.CopyTo(box[4..]);
        box = box[HeaderBytes..];
        foreach (var unit in track.Samples.SelectMany(units => units))
        {
            BinaryPrimitives.WriteInt32BigEndian(box, unit.Length);
            unit.CopyTo(box[LengthBytes..]);
            box = box[(LengthBytes + unit.Length)..];
        }
    }
}
