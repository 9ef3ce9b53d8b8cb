using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>What an error body says, whichever of the known envelopes it uses. Its texts are raw: clean them before they are shown.</summary>
internal sealed record ErrorEnvelope
{
    private const int MostIssues = 20;

    /// <summary>The gateway's code.</summary>
    public string? Code { get; init; }

    /// <summary>The code of Runway's own body when the gateway passed it on inside its message.</summary>
    public string? InnerCode { get; init; }

    /// <summary>The text, Runway's own where it could be had.</summary>
    public string? Message { get; init; }

    /// <summary>Field and complaint, in the service's words.</summary>
    public IReadOnlyList<(string Field, string Message)> Issues { get; init; } = [];

    /// <summary>True when the body says "error": also a body at HTTP 200 can.</summary>
    public static bool Stands(JsonElement root) =>
        root.Member("error") is { ValueKind: not JsonValueKind.False }
        || root.IsFalse("success")
        || RootCode(root) is { } code && !IsSuccess(code);

    /// <summary>Reads the envelope; null when the body is not one.</summary>
    public static ErrorEnvelope? Read(JsonElement root)
    {
        var envelope = ReadOne(root);
        // fail_to_fetch_task carries Runway's whole body as a string.
        if (envelope?.Message is not { } message || !message.AsSpan().TrimStart().StartsWith("{"))
            return envelope;
        if (LenientJson.FirstObject(System.Text.Encoding.UTF8.GetBytes(message), out _) is not { } body || ReadOne(body) is not { } inner)
            return envelope;
        return envelope with { InnerCode = inner.Code, Message = inner.Message, Issues = inner.Issues };
    }

    private static ErrorEnvelope? ReadOne(JsonElement root)
    {
        if (!Stands(root) && root.Text("message") is null)
            return null;
        var error = root.Object("error");
        var message = error?.Text("message") ?? root.Text("error") ?? root.Text("message") ?? root.Text("msg");
        return new ErrorEnvelope
        {
            Code = error?.TextOrNumber("code") ?? RootCode(root) ?? error?.Text("type"),
            Message = message,
            Issues = [.. Complaints(root, error, message).Take(MostIssues)],
        };
    }

    private static IEnumerable<(string Field, string Message)> Complaints(JsonElement root, JsonElement? error, string? message)
    {
        if (error?.Text("param") is { } param && message is not null)
            yield return (param, message);
        foreach (var issue in root.Items("issues"))
        {
            if (issue.Text("message") is { } text)
                yield return (Path(issue), text);
        }
    }

    private static string Path(JsonElement issue) =>
        string.Join('.', issue.Items("path").Take(8).Select(static step => step.AsText() ?? (step.ValueKind == JsonValueKind.Number ? step.GetRawText() : "?")));

    private static string? RootCode(JsonElement root) => root.TextOrNumber("code");

    private static bool IsSuccess(string code) => code is "0" or "200" || code.Equals("success", StringComparison.OrdinalIgnoreCase);
}
