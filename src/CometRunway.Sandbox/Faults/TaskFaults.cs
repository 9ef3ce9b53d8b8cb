using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Faults;

/// <summary>Tasks that fail with Runway's failure codes, and tasks that are reported in unusual ways.</summary>
internal static class TaskFaults
{
    public static IEnumerable<Fault> All => [.. Failures, .. UnusualReports, .. UnusualLinks, .. UnusualTransfers];

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
        new("no-output", "SUCCEEDED without an output link", new() { LinkField = LinkField.None }),
        new("link-in-fail-reason", "wrapped and feed shape: the link is in fail_reason", new() { LinkField = LinkField.FailReason }),
        new("link-in-result-url", "wrapped and feed shape: the link is only in result_url", new() { LinkField = LinkField.ResultUrl }),
        new("answer-as-html", "reads return the task with the content type text/html", new() { ReadContentType = ResponseBodies.Html }),
        new("answer-as-text", "reads return the task with the content type text/plain", new() { ReadContentType = "text/plain; charset=utf-8" }),
        new("answer-without-type", "reads return the task without a content type", new() { ReadContentType = "" }),
    ];

    private static IEnumerable<TaskFault> UnusualLinks =>
    [
        new("link-in-metadata", "the link is in metadata.url", new() { LinkField = LinkField.Metadata }),
        new("link-in-video", "the link is in video.url", new() { LinkField = LinkField.Video }),
        new("link-in-output-object", "the link is in output.video_url", new() { LinkField = LinkField.OutputObject }),
        new("link-in-list-text", "output is a string that contains a JSON array with the link", new() { LinkField = LinkField.ListInText }),
        new("link-needs-key", "the link is /v1/videos/{id}/content, which requires the API key", new() { LinkKind = LinkKind.KeyRequired }),
        new("link-needs-key-redirect", "the same; it redirects to another host name, which must not receive the API key", new() { LinkKind = LinkKind.KeyRequiredThenRedirect }),
        new("link-percent-escapes", "the signature of the link covers its percent-escapes as they are written", new() { LinkKind = LinkKind.Escaped }),
        new("link-relative", "the link has no scheme and no host", new() { LinkKind = LinkKind.RelativePath }),
        new("link-relative-host", "the link has no scheme", new() { LinkKind = LinkKind.RelativeHost }),
        new("link-plain-http", "the link uses plain http and a host that does not exist; the clip can never be fetched", new() { LinkKind = LinkKind.PlainHttp }),
    ];

    private static IEnumerable<TaskFault> UnusualTransfers =>
    [
        new("file-gzip", "the clip is sent compressed, although this was not requested", new() { Transfer = ClipTransfer.Gzip }),
        new("file-gzip-label", "the clip is sent uncompressed with Content-Encoding: gzip", new() { Transfer = ClipTransfer.GzipLabel }),
        new("file-206", "206 with the whole clip, although no range was requested", new() { Transfer = ClipTransfer.CompleteRange }),
        new("file-206-half", "206 with the first half of the clip, although no range was requested", new() { Transfer = ClipTransfer.FirstHalf }),
    ];

    private static TaskFault Failure(string code, string text) => new(code, $"FAILED with this failure code: {text}", Failed(code, text));

    private static JobScript Failed(string? code, string? text) => new() { FinalStatus = JobStatus.Failed, FailureCode = code, Failure = text };
}
