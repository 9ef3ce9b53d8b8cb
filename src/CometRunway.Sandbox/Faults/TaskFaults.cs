using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Faults;

/// <summary>Tasks that fail with Runway's failure codes, and tasks that are reported in unusual ways.</summary>
internal static class TaskFaults
{
    public static IEnumerable<Fault> All => [.. Failures, .. UnusualReports];

    private static IEnumerable<TaskFault> Failures =>
    [
        Failure("SAFETY.INPUT.TEXT", "The prompt did not pass moderation."),
        Failure("SAFETY.INPUT.IMAGE", "The picture did not pass moderation."),
        Failure("SAFETY.INPUT.VIDEO", "The video did not pass moderation."),
        Failure("SAFETY.OUTPUT.VIDEO", "The result did not pass moderation."),
        Failure("INPUT_PREPROCESSING.SAFETY.TEXT", "The prompt did not pass moderation."),
        Failure("INPUT_PREPROCESSING.SAFETY.TEXT.THIRD_PARTY", "The prompt did not pass a partner's moderation."),
        Failure("INPUT_PREPROCESSING.INTERNAL", "Something went wrong while preparing the input."),
        Failure("ASSET.INVALID", "The picture could not be used."),
        Failure("INTERNAL.BAD_OUTPUT.CODE01", "The result was not good enough."),
        Failure("INTERNAL.BAD_OUTPUT.01", "The result was not good enough."),
        Failure("THIRD_PARTY.UNAVAILABLE", "A partner's service is not available."),
        Failure("THIRD_PARTY.INPUT_VALIDATION", "A partner's service refused the input."),
        Failure("INTERNAL", "An unexpected error occurred."),
    ];

    private static IEnumerable<TaskFault> UnusualReports =>
    [
        new("failure-without-code", "FAILED without a failure code", Failed(null, "An unexpected error occurred.")),
        new("failure-without-text", "FAILED without failure code and text", Failed(null, null)),
        new("cancelled", "CANCELLED without a DELETE", new() { FinalStatus = JobStatus.Cancelled }),
        new("throttled", "THROTTLED before it runs", new() { Throttled = true }),
        new("stuck", "RUNNING forever", new() { FinalStatus = null }),
        new("unknown-status", "ends in an undocumented status", new() { FinalStatus = "PAUSED_BY_VENDOR" }),
        new("never-visible", "charged, but every read returns task_not_exist", new() { NeverVisible = true }),
        new("no-output", "SUCCEEDED without an output link", new() { WithoutOutput = true }),
        new("link-in-fail-reason", "wrapped and feed shape: the link is in fail_reason", new() { LinkInFailReason = true }),
        new("link-in-result-url", "wrapped and feed shape: the link is only in result_url", new() { LinkInResultUrl = true }),
    ];

    private static TaskFault Failure(string code, string text) => new(code, $"FAILED with this failure code: {text}", Failed(code, text));

    private static JobScript Failed(string? code, string? text) => new() { FinalStatus = JobStatus.Failed, FailureCode = code, Failure = text };
}
