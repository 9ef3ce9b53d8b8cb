namespace CometRunway.Sandbox.Rendering.Mp4;

/// <summary>Writes the moov box: one movie with one track.</summary>
internal sealed class MovieBox(VideoTrack track, IReadOnlyList<int> sizes, long mediaOffset)
{
    private const int TicksPerSecond = 12_288;
    private const int One = 0x10000;
    private readonly BoxWriter _boxes = new();

    private int FrameTicks => TicksPerSecond / track.FramesPerSecond;

    private long Duration => (long)FrameTicks * track.Samples.Count;

    public static byte[] Write(VideoTrack track, IReadOnlyList<int> sizes, long mediaOffset)
    {
        var movie = new MovieBox(track, sizes, mediaOffset);
        movie.Movie();
        return movie._boxes.ToArray();
    }

    private void Movie() => _boxes.Box("moov", () =>
    {
        MovieHeader();
        _boxes.Box("trak", () =>
        {
            TrackHeader();
            _boxes.Box("mdia", () =>
            {
                MediaHeader();
                Handler();
                _boxes.Box("minf", MediaInformation);
            });
        });
    });

    private void MovieHeader() => _boxes.FullBox("mvhd", 0, () =>
    {
        Times();
        _boxes.UInt32(One); // rate
        _boxes.UInt16(0x100); // volume
        _boxes.Zeros(10);
        Matrix();
        _boxes.Zeros(24);
        _boxes.UInt32(2); // next_track_ID
    });

    private void TrackHeader() => _boxes.FullBox("tkhd", 3, () =>
    {
        _boxes.Zeros(8); // creation and modification time
        _boxes.UInt32(1); // track id
        _boxes.Zeros(4);
        _boxes.UInt32(Duration);
        _boxes.Zeros(16); // layer, group, volume
        Matrix();
        _boxes.UInt32((long)track.Width * One);
        _boxes.UInt32((long)track.Height * One);
    });

    private void MediaHeader() => _boxes.FullBox("mdhd", 0, () =>
    {
        Times();
        _boxes.UInt16(0x55C4); // language: und
        _boxes.UInt16(0);
    });

    private void Handler() => _boxes.FullBox("hdlr", 0, () =>
    {
        _boxes.Zeros(4);
        _boxes.Text("vide");
        _boxes.Zeros(12);
        _boxes.Text("VideoHandler\0");
    });

    private void MediaInformation()
    {
        _boxes.FullBox("vmhd", 1, () => _boxes.Zeros(8));
        _boxes.Box("dinf", () => _boxes.FullBox("dref", 0, () =>
        {
            _boxes.UInt32(1);
            _boxes.FullBox("url ", 1, () => { });
        }));
        SampleTable.Write(_boxes, track, sizes, FrameTicks, mediaOffset);
    }

    private void Times()
    {
        _boxes.Zeros(8); // creation and modification time: not set, so that equal requests give equal bytes
        _boxes.UInt32(TicksPerSecond);
        _boxes.UInt32(Duration);
    }

    private void Matrix()
    {
        foreach (var value in (ReadOnlySpan<long>)[One, 0, 0, 0, One, 0, 0, 0, 0x40000000])
            _boxes.UInt32(value);
    }
}
