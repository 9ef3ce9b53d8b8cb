namespace CometRunway.Mp4;

/// <summary>What the movie box tells.</summary>
/// <param name="Seconds">The movie header's duration; zero when it has none.</param>
/// <param name="Tracks">The tracks in the file's order.</param>
/// <param name="DefaultSampleUnits">For each track id, how long a sample in a fragment lasts when the fragment does not say.</param>
internal sealed record Movie(double Seconds, IReadOnlyList<Track> Tracks, IReadOnlyDictionary<uint, uint> DefaultSampleUnits);

/// <summary>One track.</summary>
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
