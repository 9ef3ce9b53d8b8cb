using System.Text.Json;
using CometRunway.Mp4;
using CometRunway.Store;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos;

/// <summary>Serializes the metadata of a saved file for the ledger.</summary>
internal static class VideoFacts
{
    /// <summary>Returns the metadata as JSON for <see cref="SavedFile.Facts"/>.</summary>
    public static string Write(Mp4Facts facts) => JsonSerializer.Serialize(facts, SidecarJson.Default.Mp4Facts);

    /// <summary>Parses the JSON; null if there is none or it is invalid.</summary>
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
