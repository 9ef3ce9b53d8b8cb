namespace CometRunway.Mp4;

/// <summary>Maps codec tags to the common names of video codecs.</summary>
internal static class VideoCodecNames
{
    public static string? Find(string tag) => tag switch
    {
        "avc1" or "avc2" or "avc3" or "avc4" => "H.264",
        "hvc1" or "hev1" => "HEVC",
        "dvh1" or "dvhe" => "HEVC (Dolby Vision)",
        "av01" => "AV1",
        "vp08" => "VP8",
        "vp09" => "VP9",
        "vvc1" or "vvi1" => "VVC",
        "mp4v" => "MPEG-4 Visual",
        "apco" => "ProRes 422 Proxy",
        "apcs" => "ProRes 422 LT",
        "apcn" => "ProRes 422",
        "apch" => "ProRes 422 HQ",
        "ap4h" => "ProRes 4444",
        "ap4x" => "ProRes 4444 XQ",
        "jpeg" or "mjpa" or "mjpb" => "Motion JPEG",
        "png" => "PNG",
        _ => null,
    };
}
