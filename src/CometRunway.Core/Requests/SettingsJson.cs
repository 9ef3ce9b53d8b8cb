using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CometRunway.Requests;

/// <summary>Serializes settings to JSON. Unset properties are omitted.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VideoSettings))]
[JsonSerializable(typeof(VideoRequest))]
internal sealed partial class SettingsJson : JsonSerializerContext
{
    private const string Member = "settings";

    public static JsonObject Write(VideoSettings settings) => JsonSerializer.SerializeToNode(settings, Default.VideoSettings)!.AsObject();

    public static JsonObject Write(VideoRequest request) => JsonSerializer.SerializeToNode(request, Default.VideoRequest)!.AsObject();

    /// <summary>Parses the JSON of settings; null if it is missing or invalid.</summary>
    public static VideoSettings? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, Default.VideoSettings);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Copies the settings into the property <c>settings</c>. Earlier versions wrote them as top-level properties.</summary>
    public static void Nest(JsonObject record)
    {
        if (record[Member] is null)
            record[Member] = record.DeepClone();
    }
}
