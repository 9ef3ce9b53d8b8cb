namespace CometRunway.Mp4;

/// <summary>The contents of the movie box.</summary>
/// <param name="Seconds">The duration in the movie header; zero when it is unknown.</param>
/// <param name="Tracks">The tracks in file order.</param>
/// <param name="DefaultSampleUnits">The default sample duration in fragments, for each track id.</param>
internal sealed record Movie(double Seconds, IReadOnlyList<Track> Tracks, IReadOnlyDictionary<uint, uint> DefaultSampleUnits);

/// <summary>A track of the movie.</summary>
internal sealed record Track
{
    public uint Id { get; init; }

    public string Handler { get; init; } = "";

    public uint Timescale { get; init; }

    public double MediaSeconds { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public int Rotation { get; init; }

    public long FrameCount { get; init; }

    public double? ConstantRate { get; init; }

    public string? CodecTag { get; init; }

    public string? Profile { get; init; }
}
