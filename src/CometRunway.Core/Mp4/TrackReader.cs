namespace CometRunway.Mp4;

/// <summary>Reads a track box. It follows fixed paths, so deeply nested files cannot cause deep recursion.</summary>
internal static class TrackReader
{
    public static Track Read(BoxFile file, Box trak)
    {
        if (file.Child(trak, "mdia") is not { } media)
            return new Track();
        var handler = file.Child(media, "hdlr") is { } hdlr ? file.Text(hdlr, 8) : "";
        var (timescale, seconds) = file.Child(media, "mdhd") is { } mdhd ? MovieReader.HeaderSeconds(file, mdhd) : default;
        var track = new Track { Handler = handler, Timescale = timescale, MediaSeconds = seconds };
        if (file.Child(trak, "tkhd") is { } header)
            track = WithHeader(file, header, track);
        if (file.Descend(media, "minf", "stbl") is not { } table)
            return track;
        track = WithSamples(file, table, track);
        return FirstEntry(file, table) is { } entry ? WithEntry(file, entry, track) : track;
    }

    private static Track WithHeader(BoxFile file, Box tkhd, Track track)
    {
        var matrix = file.U8(tkhd, 0) == 1 ? 52 : 40;
        return track with
        {
            Id = file.U32(tkhd, matrix == 52 ? 20 : 12),
            Rotation = Rotation((int)file.U32(tkhd, matrix), (int)file.U32(tkhd, matrix + 4)),
            Width = (int)(file.U32(tkhd, matrix + 36) >> 16),
            Height = (int)(file.U32(tkhd, matrix + 40) >> 16),
        };
    }

    private static int Rotation(int a, int b)
    {
        var quarter = (int)Math.Round(Math.Atan2(b, a) / (Math.PI / 2));
        return (quarter + 4) % 4 * 90;
    }

    private static Track WithSamples(BoxFile file, Box table, Track track)
    {
        var count = file.Child(table, "stsz") is { } sizes ? file.U32(sizes, 8)
            : file.Child(table, "stz2") is { } compact ? file.U32(compact, 8)
            : 0;
        // A single entry in the time table means that all frames have the same duration, which gives the exact frame rate.
        var step = file.Child(table, "stts") is { } times && file.U32(times, 4) == 1 ? file.U32(times, 12) : 0;
        return track with
        {
            FrameCount = count,
            ConstantRate = step > 0 && track.Timescale > 0 ? (double)track.Timescale / step : null,
        };
    }

    private static Box? FirstEntry(BoxFile file, Box table)
    {
        if (file.Child(table, "stsd") is not { } descriptions)
            return null;
        foreach (var entry in file.Children(descriptions, skip: 8))
            return entry;
        return null;
    }

    private static Track WithEntry(BoxFile file, Box entry, Track track) => track.Handler switch
    {
        "vide" => WithImage(file, entry, track),
        "soun" => track with { CodecTag = AudioCodecNames.Read(file, entry) },
        _ => track,
    };

    private static Track WithImage(BoxFile file, Box entry, Track track)
    {
        const int Fields = 78;
        var (width, height) = (file.U16(entry, 24), file.U16(entry, 26));
        var tag = entry.Type == "encv" ? OriginalTag(file, entry, Fields) : entry.Type;
        return track with
        {
            // The sample entry has the size in pixels; the track header has the display size, which differs for non-square pixels.
            Width = width > 0 ? width : track.Width,
            Height = height > 0 ? height : track.Height,
            CodecTag = PrintableTag.Of(tag),
            Profile = VideoProfile.Read(file, entry, Fields),
        };
    }

    private static string OriginalTag(BoxFile file, Box entry, int skip) =>
        file.Child(entry, "sinf", skip) is { } scheme && file.Child(scheme, "frma") is { } original
            ? file.Text(original, 0)
            : entry.Type;
}
