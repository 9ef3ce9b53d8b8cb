using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>The contents of an error body in any of the known formats. Its texts are not redacted: clean them before they are shown.</summary>
internal sealed record ErrorEnvelope
{
    private const int MaxIssues = 20;

    /// <summary>The code of the gateway.</summary>
    public string? Code { get; init; }

    /// <summary>The code in Runway's body, when the gateway's message contains it.</summary>
    public string? InnerCode { get; init; }

    /// <summary>The message: Runway's when it is available, otherwise the gateway's.</summary>
    public string? Message { get; init; }

    /// <summary>The validation errors for each field, as the service reports them.</summary>
    public IReadOnlyList<(string Field, string Message)> Issues { get; init; } = [];

    /// <summary>Returns true when the body is an error. Bodies with HTTP status 200 can be errors too.</summary>
    public static bool IsError(JsonElement root) =>
        root.Member("error") is { ValueKind: not JsonValueKind.False }
        || root.IsFalse("success")
        || RootCode(root) is { } code && !IsSuccess(code);

    /// <summary>Reads the envelope; null when the body is not one.</summary>
    public static ErrorEnvelope? Read(JsonElement root)
    {
        var envelope = ReadOne(root);
        // fail_to_fetch_task contains Runway's whole body as a string.
        if (envelope?.Message is not { } message || !message.AsSpan().TrimStart().StartsWith("{"))
            return envelope;
        if (LenientJson.FirstObject(System.Text.Encoding.UTF8.GetBytes(message), out _) is not { } body || ReadOne(body) is not { } inner)
            return envelope;
        return envelope with { InnerCode = inner.Code, Message = inner.Message, Issues = inner.Issues };
    }

    private static ErrorEnvelope? ReadOne(JsonElement root)
    {
        if (!IsError(root) && root.Text("message") is null)
            return null;
        var error = root.Object("error");
        var message = error?.Text("message") ?? root.Text("error") ?? root.Text("message") ?? root.Text("msg");
        return new ErrorEnvelope
        {
            Code = error?.TextOrNumber("code") ?? RootCode(root) ?? error?.Text("type"),
            Message = message,
            Issues = [.. ReadIssues(root, error, message).Take(MaxIssues)],
        };
    }

    private static IEnumerable<(string Field, string Message)> ReadIssues(JsonElement root, JsonElement? error, string? message)
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
