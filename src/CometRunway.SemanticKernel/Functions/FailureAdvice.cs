namespace CometRunway.SemanticKernel.Functions;

/// <summary>Maps Runway's failure codes to advice. Codes are compared by prefix, as Runway's documentation requires.</summary>
internal sealed record FailureAdvice(string Sentence, bool Retryable, string Charged)
{
    // Runway's rules define charges and refunds. It is unknown how CometAPI applies them, so only "yes" is reported as certain.
    private static readonly (string Prefix, FailureAdvice Advice)[] Known =
    [
        ("SAFETY.INPUT", new("the safety check refused the prompt or the picture. Change what it shows or says; the same input will fail again, and repeated hits can suspend the account. Runway charges for this.", false, "yes")),
        ("SAFETY.OUTPUT", new("the safety check refused the finished video. Change the prompt or the picture before trying again.", false, "unknown")),
        ("SAFETY", new("a safety check refused it. Change the prompt or the picture.", false, "unknown")),
        ("INPUT_PREPROCESSING.SAFETY", new("the safety check refused the prompt. Change its wording.", false, "unknown")),
        ("INPUT_PREPROCESSING.INTERNAL", new("the service could not prepare the input, by its own fault. The same request may succeed later; ask the user before paying again.", true, "unknown")),
        ("ASSET.INVALID", new("the picture is not usable for the service. Use another picture.", false, "unknown")),
        ("INTERNAL.BAD_OUTPUT", new("the model made an unusable video. Another seed or a changed prompt may help; ask the user before paying again.", true, "unknown")),
        ("THIRD_PARTY.UNAVAILABLE", new("a service behind the model is down. Try later; ask the user before paying again.", true, "unknown")),
        ("THIRD_PARTY.INPUT_VALIDATION", new("the model's maker refused the input. Change the request.", false, "unknown")),
        ("INTERNAL", new("the service had a fault of its own. The same request may succeed later; ask the user before paying again.", true, "unknown")),
    ];

    private static readonly FailureAdvice NoCode = new("the service gave no usable reason. CometAPI says that a failure without a reason is often its content filter. Ask the user before paying again.", true, "unknown");

    /// <summary>Returns the advice for a code. An unknown code is treated like a missing one.</summary>
    public static FailureAdvice For(string? code) =>
        Known.FirstOrDefault(k => code?.StartsWith(k.Prefix, StringComparison.OrdinalIgnoreCase) is true).Advice ?? NoCode;
}
