using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace CometRunway.Videos.Downloads;

/// <summary>The JSON serialization of sidecar files, indented for people.</summary>
[JsonSerializable(typeof(VideoSidecar))]
internal sealed partial class SidecarJson : JsonSerializerContext
{
    public static SidecarJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
