using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>
/// Rebuilds a JPEG file from the frame, the tables that its scans use, and the scans up to the end of their codes. Of the application data only the JFIF
/// header, the colour profile and Adobe's colour transform affect the image. The pixels are unchanged.
/// </summary>
internal static class JpegRebuilder
{
    private const int JfifLength = 14;
    private const int AdobeLength = 12;
    private const int ProfileHead = 14;
    private const int MaxData = 65_533;

    /// <summary>Returns the image; null when the bytes are not one complete JPEG image.</summary>
    public static RebuiltImage? Rebuild(ReadOnlyMemory<byte> original, int orientation)
    {
        var jpeg = original.Span;
        if (JpegSegment.Read(jpeg, out var end) is not { } segments || JpegContent.Read(jpeg, segments) is not { } content)
            return null;
        byte[] profile = [];
        if (Profile(jpeg, segments) is { } given)
        {
            if (ColourProfile.Rebuild(given) is not { } rebuilt || rebuilt.Length > MaxData - ProfileHead)
                return null;
            profile = [.. "ICC_PROFILE\0"u8, 1, 1, .. rebuilt];
        }

        var image = new RebuiltImage(original);
        image.Keep(0, 2);
        if (orientation != 1)
            image.Add(Segment(0xE1, [.. "Exif\0\0"u8, .. OrientationTag.Of(orientation)]));
        var added = new HashSet<byte>();
        foreach (var segment in segments)
        {
            if (segment.IsApplication)
                AddApplication(image, jpeg, segment, profile, added);
            else if (segment.Tables(jpeg) is { } tables)
                AddTables(image, jpeg, segment, tables.FindAll(t => content.IsUsed(t.From)), tables.Count);
            else if (segment.IsRestartInterval && !content.IsUsed(segment.Data))
                image.Leave(LeftOut.Metadata);
            else
                AddSegment(image, segment, segment.IsScan ? content.EndOf(segment) : segment.To);
        }

        image.Keep(end - 2, end);
        if (end < jpeg.Length)
            image.Leave(LeftOut.DataAfterEnd);
        return image;
    }

    private static void AddSegment(RebuiltImage image, JpegSegment segment, int end)
    {
        image.Keep(segment.From, end);
        if (end < segment.To)
            image.Leave(LeftOut.Metadata);
    }

    private static void AddTables(RebuiltImage image, ReadOnlySpan<byte> jpeg, JpegSegment segment, List<(int From, int To)> used, int all)
    {
        if (used.Count == all)
        {
            image.Keep(segment.From, segment.To);
            return;
        }

        image.Leave(LeftOut.Metadata);
        var data = new List<byte>();
        foreach (var (from, to) in used)
            data.AddRange(jpeg[from..to]);
        if (data.Count > 0)
            image.Add(Segment(segment.Marker, [.. data]));
    }

    /// <summary>Adds each kind of application data once.</summary>
    private static void AddApplication(RebuiltImage image, ReadOnlySpan<byte> jpeg, JpegSegment segment, byte[] profile, HashSet<byte> added)
    {
        var data = jpeg[segment.Data..segment.DataEnd];
        // A JFIF header can contain a preview, which is not the image.
        byte[]? kept = segment.Marker == 0xE0 && data.StartsWith("JFIF\0"u8) && data.Length >= JfifLength ? [.. data[..(JfifLength - 2)], 0, 0]
            : segment.Marker == 0xEE && data.StartsWith("Adobe"u8) && data.Length >= AdobeLength ? data[..AdobeLength].ToArray()
            : profile.Length > 0 && IsProfile(jpeg, segment) ? profile
            : null;
        if (kept is not null && !added.Add(segment.Marker))
            kept = null;
        if (kept is not null && data.SequenceEqual(kept))
        {
            image.Keep(segment.From, segment.To);
            return;
        }

        image.Leave(LeftOut.Metadata);
        if (kept is not null)
            image.Add(Segment(segment.Marker, kept));
    }

    /// <summary>Returns the colour profile, which can have several segments; null when it is not complete or not valid.</summary>
    private static byte[]? Profile(ReadOnlySpan<byte> jpeg, List<JpegSegment> segments)
    {
        using var profile = new MemoryStream();
        var parts = new List<(int Number, int From, int To)>();
        var count = 0;
        foreach (var segment in segments)
        {
            if (!IsProfile(jpeg, segment))
                continue;
            count = jpeg[segment.Data + ProfileHead - 1];
            parts.Add((jpeg[segment.Data + ProfileHead - 2], segment.Data + ProfileHead, segment.DataEnd));
        }

        // Decoders put them in order.
        parts.Sort();
        var number = 0;
        foreach (var (own, from, to) in parts)
        {
            if (own != ++number)
                return null;
            profile.Write(jpeg[from..to]);
        }

        return number > 0 && number == count && profile.ToArray() is var bytes && ColourProfile.IsMatch(bytes) ? bytes : null;
    }

    private static bool IsProfile(ReadOnlySpan<byte> jpeg, JpegSegment segment) =>
        segment.Marker == 0xE2 && segment.DataEnd - segment.Data > ProfileHead && Bytes.Match(jpeg, segment.Data, "ICC_PROFILE\0"u8);

    private static byte[] Segment(byte marker, byte[] data) =>
        [0xFF, marker, (byte)(data.Length + 2 >> 8), (byte)(data.Length + 2), .. data];
}
