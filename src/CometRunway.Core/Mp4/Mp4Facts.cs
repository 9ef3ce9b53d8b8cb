namespace CometRunway.Mp4;

/// <summary>Metadata of a video, read from the boxes of an MP4 file without decoding frames.</summary>
public sealed record Mp4Facts
{
    /// <summary>The duration in seconds, from the movie header or the sum of the fragments. Edit lists are not evaluated, because the header already includes them.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>The display width in pixels, after rotation.</summary>
    public required int Width { get; init; }

    /// <summary>The display height in pixels, after rotation.</summary>
    public required int Height { get; init; }

    /// <summary>The rotation that a player applies: 0, 90, 180 or 270 degrees clockwise.</summary>
    public int Rotation { get; init; }

    /// <summary>The frame rate, or the average when it varies; null when it is unknown.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>The number of frames; null when it is unknown.</summary>
    public int? FrameCount { get; init; }

    /// <summary>The common name of the video codec, for example <c>H.264</c>; null when the tag is not known.</summary>
    public string? VideoCodec { get; init; }

    /// <summary>The four-character codec tag in the file, for example <c>avc1</c>.</summary>
    public string? CodecTag { get; init; }

    /// <summary>The profile and level, for example <c>Constrained Baseline 4.0</c>; null when there is none or it cannot be read.</summary>
    public string? Profile { get; init; }

    /// <summary>True when the file has an audio track.</summary>
    public bool HasAudio { get; init; }

    /// <summary>The audio codec, for example <c>AAC</c>, or its tag when the codec is not known; null without an audio track.</summary>
    public string? AudioCodec { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The average bit rate of the file in bits per second; null when the duration is unknown.</summary>
    public long? BitRate { get; init; }

    /// <summary>True when the index precedes the media data, so that a browser can start playback before the download completes.</summary>
    public bool FastStart { get; init; }
}
