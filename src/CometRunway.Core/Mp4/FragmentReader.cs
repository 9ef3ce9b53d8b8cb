namespace CometRunway.Mp4;

/// <summary>Sums the frames and durations of a track over all fragments of a file.</summary>
internal static class FragmentReader
{
    /// <summary>Returns the number of frames and their duration in the track's time units. Base decode times and gaps are not evaluated, so the duration is approximate.</summary>
    public static (long Frames, double Units) Sum(BoxFile file, Movie movie, Track track)
    {
        var fallback = movie.DefaultSampleUnits.GetValueOrDefault(track.Id);
        long frames = 0;
        var units = 0d;
        foreach (var moof in file.TopLevel())
        {
            if (moof.Type != "moof")
                continue;
            foreach (var traf in file.Children(moof))
            {
                if (traf.Type != "traf" || file.Child(traf, "tfhd") is not { } header || file.U32(header, 4) != track.Id)
                    continue;
                var (count, length) = Runs(file, traf, DefaultUnits(file, header) ?? fallback);
                frames += count;
                units += length;
            }
        }

        return (frames, units);
    }

    private static uint? DefaultUnits(BoxFile file, Box tfhd)
    {
        var flags = file.U32(tfhd, 0);
        var at = 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0);
        return (flags & 0x8) != 0 ? file.U32(tfhd, at) : null;
    }

    private static (long Frames, double Units) Runs(BoxFile file, Box traf, uint defaultUnits)
    {
        long frames = 0;
        var units = 0d;
        foreach (var run in file.Children(traf))
        {
            if (run.Type != "trun")
                continue;
            var count = file.U32(run, 4);
            frames += count;
            units += RunUnits(file, run, count) ?? (double)count * defaultUnits;
        }

        return (frames, units);
    }

    private static double? RunUnits(BoxFile file, Box trun, uint count)
    {
        var flags = file.U32(trun, 0);
        if ((flags & 0x100) == 0)
            return null;
        var first = 8 + ((flags & 0x1) != 0 ? 4 : 0) + ((flags & 0x4) != 0 ? 4 : 0);
        var entry = 4 + ((flags & 0x200) != 0 ? 4 : 0) + ((flags & 0x400) != 0 ? 4 : 0) + ((flags & 0x800) != 0 ? 4 : 0);
        var entries = Math.Min(count, Math.Max(0, (trun.Size - first) / entry));
        if (!file.TrySpend(entries))
            return null;
        var units = 0d;
        for (long index = 0; index < entries; index++)
            units += file.U32(trun, first + index * entry);
        return units;
    }
}
