namespace CometRunway.Mp4;

/// <summary>What an MP4's boxes say about the video in it; no frame is decoded to learn this.</summary>
public sealed record Mp4Facts
{
    /// <summary>Length of the presentation in seconds, from the movie header or summed from the fragments. Edit lists are not evaluated: a writer that uses them has counted them in the header already.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Width in pixels as a player shows it (rotation applied).</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels as a player shows it (rotation applied).</summary>
    public required int Height { get; init; }

    /// <summary>By how much a player turns the stored frame: 0, 90, 180 or 270 degrees clockwise.</summary>
    public int Rotation { get; init; }

    /// <summary>Frames a second, the average where they vary; null when it cannot be told.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>Number of frames; null when it cannot be told.</summary>
    public int? FrameCount { get; init; }

    /// <summary>The codec's usual name, for example <c>H.264</c>; null when the tag is not known.</summary>
    public string? VideoCodec { get; init; }

    /// <summary>The four characters that name the codec in the file, for example <c>avc1</c>.</summary>
    public string? CodecTag { get; init; }

    /// <summary>Profile and level, for example <c>Constrained Baseline 4.0</c>; null when the codec has none or it cannot be read.</summary>
    public string? Profile { get; init; }

    /// <summary>True when there is a sound track.</summary>
    public bool HasAudio { get; init; }

    /// <summary>The sound's codec, for example <c>AAC</c>, or its tag when it is not known; null without sound.</summary>
    public string? AudioCodec { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Bits a second of the whole file on average; null when the duration is not known.</summary>
    public long? BitRate { get; init; }

    /// <summary>True when the index stands before the media, so that a browser can start before it has everything.</summary>
    public bool FastStart { get; init; }
}
