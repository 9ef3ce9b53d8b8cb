using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(OptionsReply))]
[JsonSerializable(typeof(ImagesReply))]
[JsonSerializable(typeof(ValidateReply))]
[JsonSerializable(typeof(CreateReply))]
[JsonSerializable(typeof(VideoReply))]
[JsonSerializable(typeof(ListReply))]
[JsonSerializable(typeof(CancelReply))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(bool?))]
internal sealed partial class ReplyJson : JsonSerializerContext
{
    /// <summary>The options for replies. Quotes and accents are not escaped, because replies are not embedded in HTML.</summary>
    public static JsonSerializerOptions Readable { get; } = MakeReadable();

    private static JsonSerializerOptions MakeReadable()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = new ReplyJson(),
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly();
        return options;
    }
}
