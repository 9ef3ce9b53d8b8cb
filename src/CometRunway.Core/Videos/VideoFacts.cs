using System.Text.Json;
using CometRunway.Mp4;
using CometRunway.Store;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos;

/// <summary>What is in a saved file, as the ledger keeps it.</summary>
public static class VideoFacts
{
    /// <summary>As JSON for <see cref="SavedFile.Facts"/>.</summary>
    public static string Write(Mp4Facts facts) => JsonSerializer.Serialize(facts, SidecarJson.Default.Mp4Facts);

    /// <summary>Reads it back; null when there is none or another version wrote something else.</summary>
    public static Mp4Facts? Parse(string? json)
    {
        if (json is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(json, SidecarJson.Default.Mp4Facts);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
