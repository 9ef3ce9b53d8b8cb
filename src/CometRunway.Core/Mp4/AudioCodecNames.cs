namespace CometRunway.Mp4;

/// <summary>Returns the name of the codec in the sample entry of an audio track.</summary>
internal static class AudioCodecNames
{
    private const int MaxDescriptors = 16;

    public static string Read(BoxFile file, Box entry) => entry.Type switch
    {
        "mp4a" => Elementary(file, entry),
        "Opus" => "Opus",
        "ac-3" => "AC-3",
        "ec-3" => "E-AC-3",
        "fLaC" => "FLAC",
        "alac" => "ALAC",
        ".mp3" => "MP3",
        "sowt" or "twos" or "lpcm" or "ipcm" or "fpcm" or "in24" or "in32" or "fl32" or "raw " => "PCM",
        _ => PrintableTag.Of(entry.Type),
    };

    private static string Elementary(BoxFile file, Box entry)
    {
        // QuickTime's versions 1 and 2 of the entry have additional fields before the boxes, and put the descriptor into "wave".
        var fields = file.U16(entry, 8) switch { 1 => 44, 2 => 64, _ => 28 };
        var descriptor = file.Child(entry, "wave", fields) is { } wave ? file.Child(wave, "esds") : file.Child(entry, "esds", fields);
        return descriptor is { } esds ? ObjectType(file, esds) : "AAC";
    }

    /// <summary>Reads the descriptors: ES (3) contains DecoderConfig (4), whose first byte is the codec.</summary>
    private static string ObjectType(BoxFile file, Box esds)
    {
        var at = 4L;
        for (var count = 0; count < MaxDescriptors && at < esds.Size; count++)
        {
            var tag = file.U8(esds, at);
            var body = SkipLength(file, esds, at + 1, out var length);
            if (tag == 4)
                return Name(file.U8(esds, body));
            at = tag == 3 ? body + StreamFields(file, esds, body) : body + length;
        }

        return "AAC";
    }

    private static int StreamFields(BoxFile file, Box esds, long body)
    {
        var flags = file.U8(esds, body + 2);
        var url = (flags & 0x40) != 0 ? 1 + file.U8(esds, body + 3 + ((flags & 0x80) != 0 ? 2 : 0)) : 0;
        return 3 + ((flags & 0x80) != 0 ? 2 : 0) + url + ((flags & 0x20) != 0 ? 2 : 0);
    }

    private static long SkipLength(BoxFile file, Box esds, long at, out int length)
    {
        length = 0;
        for (var count = 0; count < 4; count++)
        {
            var part = file.U8(esds, at++);
            length = (length << 7) | (part & 0x7F);
            if ((part & 0x80) == 0)
                break;
        }

        return at;
    }

    private static string Name(int objectType) => objectType switch
    {
        0x40 or 0x66 or 0x67 or 0x68 => "AAC",
        0x69 or 0x6B => "MP3",
        0xA5 => "AC-3",
        0xA6 => "E-AC-3",
        0xA9 => "DTS",
        0xAD => "Opus",
        0xDD => "Vorbis",
        _ => $"MPEG-4 object {objectType:X2}",
    };
}
