using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.Requests;

namespace CometRunway.Videos.Downloads;

/// <summary>Reads and writes the sidecar file of a video: <c>name.mp4</c> has <c>name.json</c>.</summary>
internal static class SidecarFile
{
    private const long MaxLength = 1 << 20;

    /// <summary>Returns the path of the sidecar file of a video.</summary>
    public static string PathFor(string videoPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(videoPath);
        return Path.ChangeExtension(videoPath, ".json");
    }

    /// <summary>Writes the sidecar file atomically.</summary>
    /// <exception cref="DownloadException">The folder cannot be written.</exception>
    public static Task WriteAsync(string videoPath, VideoSidecar sidecar, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(sidecar);
        var safe = sidecar with { SourceName = WithoutQuery(sidecar.SourceName) };
        return AtomicFile.WriteAsync(PathFor(videoPath), JsonSerializer.SerializeToUtf8Bytes(safe, SidecarJson.Readable.VideoSidecar), ct);
    }

    /// <summary>Reads the sidecar file of a video; null if there is none or it is invalid.</summary>
    public static VideoSidecar? TryRead(string videoPath) => TryReadJson(PathFor(videoPath));

    internal static VideoSidecar? TryReadJson(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.Length > MaxLength ? null : Parse(file);
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException || DiskErrors.IsDiskError(failure))
        {
            return null;
        }
    }

    private static string? WithoutQuery(string? name) =>
        name is not null && name.Contains("://", StringComparison.Ordinal) && name.IndexOfAny(['?', '#']) is var at and >= 0 ? name[..at] : name;

    /// <summary>
    /// Parses a sidecar file. In files of the first versions, the settings are top-level properties and the duration is <c>askedSeconds</c>.
    /// </summary>
    private static VideoSidecar? Parse(Stream file)
    {
        var json = JsonNode.Parse(file);
        if (json is JsonObject sidecar)
        {
            if (sidecar["askedSeconds"] is { } seconds)
                sidecar["duration"] = seconds.DeepClone();
            SettingsJson.Nest(sidecar);
        }

        return json.Deserialize(SidecarJson.Readable.VideoSidecar);
    }
}
