namespace CometRunway.Mp4;

/// <summary>Reads the header, the tracks and the fragment defaults from the movie box.</summary>
internal static class MovieReader
{
    private const int MaxTracks = 64;

    public static Movie Read(BoxFile file, Box moov)
    {
        var seconds = 0d;
        var tracks = new List<Track>();
        var defaults = new Dictionary<uint, uint>();
        foreach (var box in file.Children(moov))
        {
            if (box.Type == "mvhd")
                seconds = HeaderSeconds(file, box).Seconds;
            else if (box.Type == "trak" && tracks.Count < MaxTracks)
                tracks.Add(TrackReader.Read(file, box));
            else if (box.Type == "mvex")
                ReadDefaults(file, box, defaults);
        }

        return new Movie(seconds, tracks, defaults);
    }

    /// <summary>Returns the timescale and the duration from a movie header or a media header, which use the same layout. All bits set means unknown.</summary>
    public static (uint Timescale, double Seconds) HeaderSeconds(BoxFile file, Box header)
    {
        var wide = file.U8(header, 0) == 1;
        var timescale = file.U32(header, wide ? 20 : 12);
        var units = wide ? file.U64(header, 24) : file.U32(header, 16);
        var unknown = units == (wide ? ulong.MaxValue : uint.MaxValue);
        return (timescale, timescale == 0 || unknown ? 0 : (double)units / timescale);
    }

    private static void ReadDefaults(BoxFile file, Box mvex, Dictionary<uint, uint> defaults)
    {
        foreach (var box in file.Children(mvex))
        {
            if (box.Type == "trex" && defaults.Count < MaxTracks)
                defaults[file.U32(box, 4)] = file.U32(box, 12);
        }
    }
}
