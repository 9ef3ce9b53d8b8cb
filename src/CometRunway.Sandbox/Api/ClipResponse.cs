using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using CometRunway.Sandbox.Jobs;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Creates the response with the bytes of a clip.</summary>
internal static class ClipResponse
{
    private const string Mp4 = "video/mp4";

    public static ApiResponse Create(byte[] clip, ClipTransfer transfer, HttpRequest request) => transfer switch
    {
        ClipTransfer.Gzip => new ApiResponse(200, Mp4, Compress(clip)) { ContentEncoding = "gzip" },
        ClipTransfer.GzipLabel => Range(clip, request) with { ContentEncoding = "gzip" },
        ClipTransfer.CompleteRange when !HasRange(request) => Part(clip, 0, clip.Length - 1),
        ClipTransfer.FirstHalf => (HasRange(request) ? Range(clip, request) : Part(clip, 0, (clip.Length / 2) - 1)) with { EntityTag = TagOf(clip) },
        _ => Range(clip, request),
    };

    private static bool HasRange(HttpRequest request) => request.GetTypedHeaders().Range is { Ranges.Count: 1, Unit.Value: "bytes" };

    private static ApiResponse Range(byte[] clip, HttpRequest request)
    {
        if (!HasRange(request))
        {
            return new ApiResponse(200, Mp4, clip) { AcceptsRanges = true };
        }

        var range = request.GetTypedHeaders().Range!.Ranges.First();
        var (from, to) = range.From is { } first
            ? (first, Math.Min(range.To ?? long.MaxValue, clip.Length - 1))
            : (Math.Max(0, clip.Length - range.To!.Value), clip.Length - 1);
        return from >= clip.Length || range is { From: null, To: 0 }
            ? new ApiResponse(416, null, default) { ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{clip.Length}") }
            : Part(clip, from, to);
    }

    private static ApiResponse Part(byte[] clip, long from, long to) => new(206, Mp4, clip.AsMemory((int)from, (int)(to - from + 1)))
    {
        AcceptsRanges = true,
        ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{clip.Length}"),
    };

    private static byte[] Compress(byte[] clip)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(clip);
        }

        return compressed.ToArray();
    }

    private static string TagOf(byte[] clip) => $"\"{Convert.ToHexStringLower(SHA256.HashData(clip).AsSpan(0, 16))}\"";
}
