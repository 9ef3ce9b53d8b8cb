using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CometRunway.Sandbox.Faults;

namespace CometRunway.Sandbox.Contracts;

[JsonSerializable(typeof(GatewayError))]
[JsonSerializable(typeof(RelayError))]
[JsonSerializable(typeof(UpstreamError))]
[JsonSerializable(typeof(CreateResponse))]
[JsonSerializable(typeof(BareTask))]
[JsonSerializable(typeof(GatewayTask))]
[JsonSerializable(typeof(WrappedTask))]
[JsonSerializable(typeof(PublicModelList))]
[JsonSerializable(typeof(AccountModelList))]
internal sealed partial class SandboxJson : JsonSerializerContext
{
    /// <summary>The options for API responses. Like the service, they do not escape Chinese characters and plus signs.</summary>
    public static SandboxJson Wire { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(JournalBody))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
[JsonSerializable(typeof(FaultRuleBody[]))]
[JsonSerializable(typeof(IReadOnlyList<FaultNameBody>))]
[JsonSerializable(typeof(IReadOnlyList<PausedBody>))]
[JsonSerializable(typeof(ReleasedBody))]
[JsonSerializable(typeof(ClockBody))]
[JsonSerializable(typeof(AdvanceBody))]
[JsonSerializable(typeof(ControlError))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>The options for control responses. The JSON is indented and apostrophes are not escaped, because people read it.</summary>
    public static ControlJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
