using System.Buffers.Binary;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>
/// Rebuilds an ICC colour profile from the numbers that convert colours. Its texts, the names of programs and devices, its date and all other tags are
/// left out, because people and companies write their names there.
/// </summary>
internal static class ColourProfile
{
    /// <summary>The maximum size of a profile in bytes that is read.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int HeaderLength = 128;
    private const int EntryLength = 12;
    private const int MaxTags = 128;

    /// <summary>Returns true when the block has the signature of a profile, and its tags lie in it. Other blocks have no effect.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> block)
    {
        if (Declared(block) is not { Length: <= MaxBytes } profile || Bytes.UInt32(profile, HeaderLength) is not (<= MaxTags and var tags))
            return false;
        for (var i = 0; i < tags; i++)
        {
            var entry = HeaderLength + 4 + i * (long)EntryLength;
            if (Bytes.UInt32(profile, entry + 4) is not { } offset || Bytes.UInt32(profile, entry + 8) is not { } length || (long)offset + length > profile.Length)
                return false;
        }

        return true;
    }

    /// <summary>
    /// Returns the profile that has the same colours; null when they depend on more than a matrix and curves, as those of printers do. The block must be
    /// a <see cref="IsMatch">profile</see>.
    /// </summary>
    public static byte[]? Rebuild(ReadOnlySpan<byte> block)
    {
        var profile = Declared(block);
        var isGrey = Bytes.Match(profile, 16, "GRAY"u8);
        // The second colour space is that of the conversion. Only tables use another one than XYZ for colours.
        if (!isGrey && !Bytes.Match(profile, 16, "RGB "u8) || !Bytes.Match(profile, 20, "XYZ "u8) && !(isGrey && Bytes.Match(profile, 20, "Lab "u8)))
            return null;
        var isFour = profile[8] >= 4;
        var tags = new List<(byte[] Name, byte[] Data)> { ("desc"u8.ToArray(), ProfileText.Description(isFour)), ("cprt"u8.ToArray(), ProfileText.Copyright(isFour)) };
        var count = (int)(Bytes.UInt32(profile, HeaderLength) ?? 0);
        for (var i = 0; i < count; i++)
        {
            var entry = profile.Slice(HeaderLength + 4 + i * EntryLength, EntryLength);
            var name = entry[..4];
            if (ColourTag.IsTable(name))
                return null;
            if (!ColourTag.IsNeeded(name))
                continue;
            var data = profile.Slice((int)Bytes.UInt32(entry, 4)!.Value, (int)Bytes.UInt32(entry, 8)!.Value);
            if (ColourTag.Length(name, data) is not { } length || Has(tags, name))
                return null;
            tags.Add((name.ToArray(), data[..length].ToArray()));
        }

        return IsComplete(tags, isGrey) ? Write(profile, tags) : null;
    }

    /// <summary>Returns the bytes that belong to the profile; nothing when the block is none.</summary>
    private static ReadOnlySpan<byte> Declared(ReadOnlySpan<byte> block) =>
        Bytes.Match(block, 36, "acsp"u8) && Bytes.UInt32(block, 0) is { } length && length <= block.Length ? block[..(int)length] : default;

    private static bool IsComplete(List<(byte[] Name, byte[] Data)> tags, bool isGrey) => isGrey
        ? Has(tags, "kTRC"u8)
        : Has(tags, "rXYZ"u8) && Has(tags, "gXYZ"u8) && Has(tags, "bXYZ"u8) && Has(tags, "rTRC"u8) && Has(tags, "gTRC"u8) && Has(tags, "bTRC"u8);

    private static bool Has(List<(byte[] Name, byte[] Data)> tags, ReadOnlySpan<byte> name)
    {
        foreach (var tag in tags)
        {
            if (name.SequenceEqual(tag.Name))
                return true;
        }

        return false;
    }

    private static byte[] Write(ReadOnlySpan<byte> profile, List<(byte[] Name, byte[] Data)> tags)
    {
        var table = new byte[HeaderLength + 4 + tags.Count * EntryLength];
        Header(profile, table);
        BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(HeaderLength), tags.Count);
        var places = new Dictionary<string, int>();
        using var body = new MemoryStream();
        for (var i = 0; i < tags.Count; i++)
        {
            var (name, data) = tags[i];
            // The three curves are often the same bytes.
            var key = Convert.ToBase64String(data);
            if (!places.TryGetValue(key, out var offset))
            {
                places[key] = offset = table.Length + (int)body.Length;
                body.Write(data);
                body.Write(new byte[-data.Length & 3]);
            }

            var entry = table.AsSpan(HeaderLength + 4 + i * EntryLength);
            name.CopyTo(entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], data.Length);
        }

        BinaryPrimitives.WriteInt32BigEndian(table, table.Length + (int)body.Length);
        return [.. table, .. body.ToArray()];
    }

    private static void Header(ReadOnlySpan<byte> profile, Span<byte> header)
    {
        (header[8], header[9]) = profile[8] >= 4 ? ((byte)4, (byte)0x30) : ((byte)2, (byte)0x10);
        "mntr"u8.CopyTo(header[12..]);
        // The colour spaces.
        profile[16..24].CopyTo(header[16..]);
        // A date is required: the first of January 2000.
        ((ReadOnlySpan<byte>)[0x07, 0xD0, 0, 1, 0, 1]).CopyTo(header[24..]);
        "acsp"u8.CopyTo(header[36..]);
        // The rendering intent has four values.
        header[67] = (byte)(profile[67] & 3);
        // The illuminant of all profiles, D50.
        ((ReadOnlySpan<byte>)[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]).CopyTo(header[68..]);
    }
}
