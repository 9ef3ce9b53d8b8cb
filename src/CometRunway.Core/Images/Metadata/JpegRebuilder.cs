using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>
/// Rebuilds a JPEG file from the frame, its tables and its scans. Of the application data only the JFIF header, the colour profile and Adobe's colour
/// transform affect the image. The pixels are unchanged.
/// </summary>
internal static class JpegRebuilder
{
    private const int JfifLength = 14;
    private const int AdobeLength = 12;
    private const int ProfileHead = 14;

    /// <summary>Returns the image; null when the bytes are not one complete JPEG image.</summary>
    public static RebuiltImage? Rebuild(ReadOnlyMemory<byte> original, int orientation)
    {
        var jpeg = original.Span;
        if (JpegSegment.Read(jpeg, out var end) is not { } segments || segments.Count(s => s.IsFrame) != 1 || segments.FindIndex(s => s.IsScan) < segments.FindIndex(s => s.IsFrame))
            return null;
        var image = new RebuiltImage(original);
        var hasProfile = HasProfile(jpeg, segments);
        image.Keep(0, 2);
        if (orientation != 1)
            image.Add(Segment(0xE1, [.. "Exif\0\0"u8, .. OrientationTag.Of(orientation)]));
        foreach (var segment in segments)
        {
            if (!segment.IsApplication || (hasProfile && IsProfile(jpeg, segment)))
                image.Keep(segment.From, segment.To);
            else
                AddApplication(image, jpeg, segment);
        }

        image.Keep(end - 2, end);
        if (end < jpeg.Length)
            image.Leave(LeftOut.DataAfterEnd);
        return image;
    }

    private static void AddApplication(RebuiltImage image, ReadOnlySpan<byte> jpeg, JpegSegment segment)
    {
        var data = jpeg[segment.Data..segment.DataEnd];
        // A JFIF header can contain a preview, which is not the image.
        byte[]? kept = segment.Marker == 0xE0 && data.StartsWith("JFIF\0"u8) && data.Length >= JfifLength ? [.. data[..(JfifLength - 2)], 0, 0]
            : segment.Marker == 0xEE && data.StartsWith("Adobe"u8) && data.Length >= AdobeLength ? data[..AdobeLength].ToArray()
            : null;
        if (kept is not null && data.SequenceEqual(kept))
        {
            image.Keep(segment.From, segment.To);
            return;
        }

        image.Leave(LeftOut.Metadata);
        if (kept is not null)
            image.Add(Segment(segment.Marker, kept));
    }

    /// <summary>Returns true when the colour profile, which can have several segments, is complete and valid.</summary>
    private static bool HasProfile(ReadOnlySpan<byte> jpeg, List<JpegSegment> segments)
    {
        using var profile = new MemoryStream();
        var number = 0;
        var count = 0;
        foreach (var segment in segments)
        {
            if (!IsProfile(jpeg, segment))
                continue;
            count = jpeg[segment.Data + ProfileHead - 1];
            if (jpeg[segment.Data + ProfileHead - 2] != ++number)
                return false;
            profile.Write(jpeg[(segment.Data + ProfileHead)..segment.DataEnd]);
        }

        return number > 0 && number == count && ColourProfile.IsMatch(profile.GetBuffer().AsSpan(0, (int)profile.Length));
    }

    private static bool IsProfile(ReadOnlySpan<byte> jpeg, JpegSegment segment) =>
        segment.Marker == 0xE2 && segment.DataEnd - segment.Data > ProfileHead && Bytes.Match(jpeg, segment.Data, "ICC_PROFILE\0"u8);

    private static byte[] Segment(byte marker, byte[] data) =>
        [0xFF, marker, (byte)(data.Length + 2 >> 8), (byte)(data.Length + 2), .. data];
}
