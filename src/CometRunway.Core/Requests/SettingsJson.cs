using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CometRunway.Requests;

/// <summary>The settings as JSON, without unset fields.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VideoSettings))]
[JsonSerializable(typeof(VideoRequest))]
internal sealed partial class SettingsJson : JsonSerializerContext
{
    private const string Member = "settings";

    public static JsonObject Write(VideoSettings settings) => JsonSerializer.SerializeToNode(settings, Default.VideoSettings)!.AsObject();

    public static JsonObject Write(VideoRequest request) => JsonSerializer.SerializeToNode(request, Default.VideoRequest)!.AsObject();

    /// <summary>Null if the text is missing or is not the JSON of settings.</summary>
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

    /// <summary>Earlier versions wrote the settings beside the other fields: copies them into the member <c>settings</c>.</summary>
    public static void Nest(JsonObject record)
    {
        if (record[Member] is null)
            record[Member] = record.DeepClone();
    }
}
