using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KernelAssistant;

/// <summary>
/// A scripted language model behind an OpenAI-compatible address on this machine. Semantic Kernel's connector and function-calling loop use it
/// like any other model. Its first call has a wrong ratio; after that it makes the calls that the replies suggest.
/// </summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedModel(WebApplication app)
    {
        _app = app;
        Address = new Uri(new Uri(app.Urls.First()), "v1");
    }

    public Uri Address { get; }

    public static async Task<ScriptedModel> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            var request = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(Completion(NextMessage(request!)).ToJsonString(), http.RequestAborted);
        });
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Creates the next message: first a call with a ratio that no model supports, then the call that the last reply suggests.</summary>
    private static JsonObject NextMessage(JsonNode request)
    {
        var last = request["messages"]!.AsArray()[^1]!;
        if (last["role"]!.GetValue<string>() != "tool")
            return Call(request, "I will create the video.", "create_video_from_image", new() { ["image"] = "evening-hills.png", ["prompt"] = "a slow push towards the sun", ["ratio"] = "16:9" });

        var reply = JsonNode.Parse(last["content"]!.GetValue<string>())!;
        if (reply["nextAction"] is JsonObject next)
            return Call(request, Explain(reply, next), next["tool"]!.GetValue<string>(), next["arguments"]!.AsObject());
        return reply["files"]?[0] is { } file
            ? Text($"Your video is ready: {file["path"]}, {file["width"]} x {file["height"]} pixels, {file["seconds"]} seconds.")
            : Text($"I could not make the video. {reply["message"]}");
    }

    private static string Explain(JsonNode reply, JsonObject next) => reply["problems"]?[0] is { } problem && problem["allowed"] is JsonArray allowed
        ? $"{problem["field"]} \"{problem["given"]}\" was rejected; {string.Join(", ", allowed)} are allowed. I use {next["arguments"]![problem["field"]!.ToString()]} and try again."
        : "";

    private static JsonObject Call(JsonNode request, string text, string tool, JsonObject arguments)
    {
        var names = request["tools"]!.AsArray().Select(t => t!["function"]!["name"]!.GetValue<string>());
        var message = Text(text);
        message["tool_calls"] = new JsonArray(new JsonObject
        {
            ["id"] = $"call_{request["messages"]!.AsArray().Count}",
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = names.First(n => n.EndsWith(tool, StringComparison.Ordinal)), ["arguments"] = arguments.ToJsonString() },
        });
        return message;
    }

    private static JsonObject Text(string text) => new() { ["role"] = "assistant", ["content"] = text };

    private static JsonObject Completion(JsonObject message) => new()
    {
        ["id"] = "chatcmpl-script",
        ["object"] = "chat.completion",
        ["created"] = 0,
        ["model"] = "script",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = message.ContainsKey("tool_calls") ? "tool_calls" : "stop" }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 0, ["completion_tokens"] = 0, ["total_tokens"] = 0 },
    };
}
