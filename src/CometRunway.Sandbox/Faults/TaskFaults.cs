using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Faults;

/// <summary>What may become of a task other than a clip: Runway's failure codes, and oddities of telling.</summary>
internal static class TaskFaults
{
    public static IEnumerable<Fault> All => [.. Failures, .. Oddities];

    private static IEnumerable<TaskFault> Failures =>
    [
        Fails("SAFETY.INPUT.TEXT", "The prompt did not pass moderation."),
        Fails("SAFETY.INPUT.IMAGE", "The picture did not pass moderation."),
        Fails("SAFETY.INPUT.VIDEO", "The video did not pass moderation."),
        Fails("SAFETY.OUTPUT.VIDEO", "The result did not pass moderation."),
        Fails("INPUT_PREPROCESSING.SAFETY.TEXT", "The prompt did not pass moderation."),
        Fails("INPUT_PREPROCESSING.SAFETY.TEXT.THIRD_PARTY", "The prompt did not pass a partner's moderation."),
        Fails("INPUT_PREPROCESSING.INTERNAL", "Something went wrong while preparing the input."),
        Fails("ASSET.INVALID", "The picture could not be used."),
        Fails("INTERNAL.BAD_OUTPUT.CODE01", "The result was not good enough."),
        Fails("INTERNAL.BAD_OUTPUT.01", "The result was not good enough."),
        Fails("THIRD_PARTY.UNAVAILABLE", "A partner's service is not available."),
        Fails("THIRD_PARTY.INPUT_VALIDATION", "A partner's service refused the input."),
        Fails("INTERNAL", "An unexpected error occurred."),
    ];

    private static IEnumerable<TaskFault> Oddities =>
    [
        new("failure-without-code", "FAILED without a failure code", Failed(null, "An unexpected error occurred.")),
        new("failure-without-text", "FAILED without code or text", Failed(null, null)),
        new("cancelled", "CANCELLED, and not by DELETE", new() { End = JobStatus.Cancelled }),
        new("throttled", "waits as THROTTLED before it runs", new() { Throttled = true }),
        new("stuck", "RUNNING for ever", new() { End = null }),
        new("unknown-status", "ends in a status nobody documented", new() { End = "PAUSED_BY_VENDOR" }),
        new("never-visible", "charged, and every read says task_not_exist", new() { NeverVisible = true }),
        new("no-output", "SUCCEEDED without a link", new() { WithoutOutput = true }),
        new("link-in-fail-reason", "wrapped and feed shape: the link is told as the reason of failure", new() { LinkInFailReason = true }),
        new("link-in-result-url", "wrapped and feed shape: the link is only in result_url", new() { LinkInResultUrl = true }),
    ];

    private static TaskFault Fails(string code, string text) => new(code, $"FAILED with this failure code: {text}", Failed(code, text));

    private static JobScript Failed(string? code, string? text) => new() { End = JobStatus.Failed, FailureCode = code, Failure = text };
}
