namespace CometRunway.Mp4;

/// <summary>
/// Proves from the boxes of a file that its end is not missing, for a file whose length is not known otherwise. A file that ends between two boxes, or in a box
/// without a size, is valid and can nevertheless be a part of a video.
/// </summary>
internal static class MediaProof
{
    /// <summary>
    /// Returns true if the file has all samples that its tables list. False means that it is not proven: the file is cut, or consists of fragments, which can
    /// always be followed by another one.
    /// </summary>
    public static bool HasAllSamples(Stream seekable)
    {
        try
        {
            var file = new BoxFile(seekable);
            return HasAllSamples(file) && !file.Exhausted;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool HasAllSamples(BoxFile file)
    {
        Box? movie = null;
        var (media, end) = (0L, 0L);
        foreach (var box in file.TopLevel())
        {
            if (box.Truncated || box.Type == "moof" || (box.Type != "mdat" && IsOpenEnded(file, box)))
                return false;
            movie ??= box.Type == "moov" ? box : null;
            media += box.Type == "mdat" ? box.Size : 0;
            end = box.End;
        }

        return movie is { } moov
            && end == file.Length
            && file.Child(moov, "mvex") is null
            && SampleBytes(file, moov) is > 0 and var samples
            && samples <= media;
    }

    /// <summary>The number of bytes of all samples of all tracks; null if a track has no table that is understood.</summary>
    private static long? SampleBytes(BoxFile file, Box moov)
    {
        var bytes = 0L;
        foreach (var track in file.Children(moov))
        {
            if (track.Type != "trak")
                continue;
            if (file.Descend(track, "mdia", "minf", "stbl", "stsz") is not { } sizes || TableBytes(file, sizes) is not { } table)
                return null;
            bytes += table;
        }

        return bytes;
    }

    private static long? TableBytes(BoxFile file, Box stsz)
    {
        const int Entries = 12;
        var (size, count) = (file.U32(stsz, 4), file.U32(stsz, 8));
        if (size > 0)
            return (long)size * count;
        if (stsz.Size < Entries + (4L * count) || !file.TrySpend(count))
            return null;
        var bytes = 0L;
        for (var index = 0L; index < count; index++)
            bytes += file.U32(stsz, Entries + (4 * index));
        return bytes;
    }

    private static bool IsOpenEnded(BoxFile file, Box box) => file.U32(box with { Body = box.Start }, 0) == 0;
}
