using System.Text;

namespace CometRunway.Mp4;

/// <summary>Reads <see cref="Mp4Facts"/> from the boxes of a file. It is safe for untrusted files: it never throws because of content, uses a few kilobytes of memory whatever the file size, and stops after a fixed amount of work.</summary>
internal static class Mp4Reader
{
    private const string NotAnMp4 = "It is not an MP4 file.";

    /// <summary>Reads a file. Returns null, and a sentence in <paramref name="problem"/>, when it is not a playable MP4 file or cannot be read.</summary>
    public static Mp4Facts? TryReadFile(string path, out string? problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            return TryRead(file, out problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = failure is FileNotFoundException or DirectoryNotFoundException
                ? "There is no such file."
                : "The file cannot be read.";
            return null;
        }
    }

    /// <summary>Reads a seekable stream. Returns null, and a sentence in <paramref name="problem"/>, when it is not a playable MP4 file or cannot be read.</summary>
    public static Mp4Facts? TryRead(Stream seekable, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(seekable);
        try
        {
            var file = new BoxFile(seekable);
            var facts = Read(file, out problem);
            if (!file.Exhausted)
                return facts;
            problem = "It has more boxes or table entries than any real video needs.";
            return null;
        }
        catch (IOException)
        {
            problem = "The file cannot be read.";
            return null;
        }
    }

    /// <summary>Returns true when the bytes can be the beginning of an MP4 file: bytes 4 to 7 must be a known type of first box.</summary>
    internal static bool MayBegin(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8 && IsFirstBox(Encoding.Latin1.GetString(bytes[4..8]));

    private static bool IsFirstBox(string type) => type is "ftyp" or "moov" or "mdat" or "wide" or "free" or "skip" or "styp";

    private static Mp4Facts? Read(BoxFile file, out string? problem)
    {
        var outline = Outline.Of(file, out problem);
        if (outline is null)
            return null;
        var movie = MovieReader.Read(file, outline.Movie);
        var video = movie.Tracks.FirstOrDefault(track => track is { Handler: "vide", CodecTag: not null });
        problem = video switch
        {
            null => "There is no video track in it.",
            { Width: <= 0 } or { Height: <= 0 } => "The video track has no frame size.",
            _ => null,
        };
        return problem is null ? Facts(file, outline, movie, video!) : null;
    }

    private static Mp4Facts Facts(BoxFile file, Outline outline, Movie movie, Track video)
    {
        var fragments = outline.HasFragments ? FragmentReader.Sum(file, movie, video) : default;
        var frames = video.FrameCount + fragments.Frames;
        var mediaSeconds = video.MediaSeconds + (video.Timescale > 0 ? fragments.Units / video.Timescale : 0);
        var seconds = fragments.Frames > 0 && mediaSeconds > 0 ? Math.Max(mediaSeconds, movie.Seconds)
            : movie.Seconds > 0 ? movie.Seconds
            : mediaSeconds;
        var audio = movie.Tracks.FirstOrDefault(track => track.Handler == "soun");
        var isRotated = video.Rotation is 90 or 270;
        return new Mp4Facts
        {
            DurationSeconds = seconds,
            Width = isRotated ? video.Height : video.Width,
            Height = isRotated ? video.Width : video.Height,
            Rotation = video.Rotation,
            FrameCount = frames > 0 ? (int)Math.Min(frames, int.MaxValue) : null,
            FramesPerSecond = FrameRate(video, frames, fragments.Frames, mediaSeconds),
            VideoCodec = VideoCodecNames.Find(video.CodecTag!),
            CodecTag = video.CodecTag,
            Profile = video.Profile,
            HasAudio = audio is not null,
            AudioCodec = audio?.CodecTag,
            Length = file.Length,
            BitRate = seconds > 0 ? Whole(file.Length * 8d / seconds) : null,
            FastStart = outline.MediaStart is null || outline.Movie.Start < outline.MediaStart,
        };
    }

    private static double? FrameRate(Track video, long frames, long fragmentFrames, double seconds) =>
        fragmentFrames == 0 && video.ConstantRate is { } rate ? rate
        : frames > 0 && seconds > 0 ? frames / seconds
        : null;

    private static long? Whole(double value) => value < long.MaxValue / 2 ? (long)Math.Round(value) : null;

    /// <summary>The top-level boxes of the file.</summary>
    private sealed record Outline(Box Movie, long? MediaStart, bool HasFragments)
    {
        public static Outline? Of(BoxFile file, out string? problem)
        {
            Box? movie = null, truncated = null;
            long? media = null;
            var fragments = false;
            var known = false;
            foreach (var box in file.TopLevel())
            {
                known |= IsFirstBox(box.Type);
                if (!known)
                    break;
                movie ??= box.Type == "moov" ? box : null;
                media ??= box.Type == "mdat" ? box.Start : null;
                fragments |= box.Type == "moof";
                if (box.Truncated)
                    truncated = box;
            }

            problem = file.Length == 0 ? "The file is empty."
                : !known ? NotAnMp4
                : truncated is not null ? "The file is cut: its last part is missing."
                : movie is null ? "The file has no index (moov), so it cannot be played."
                : media is null ? "The file has an index but no media."
                : null;
            return problem is null ? new Outline(movie!.Value, media, fragments) : null;
        }
    }
}
