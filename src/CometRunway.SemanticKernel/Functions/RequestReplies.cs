using CometRunway.Errors;
using CometRunway.Images.Fitting;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies about a request before anything is created.</summary>
internal static class RequestReplies
{
    private const string Sendable = "; create_video_from_image would send it as in request, and that costs money.";

    public static ValidateReply Validated(PreparedRequest prepared, ArgumentFindings findings, FramePreviewResult look, bool hasKey, VideoStoreUnavailableException? unsaved, SettingNames names)
    {
        var problems = Problems(prepared, findings);
        var warnings = Warnings(prepared);
        if (look.Reason is { } reason)
            warnings.Add($"The picture could not be opened here, because {reason}. The service may refuse it: save it again, as PNG or JPEG.");
        var valid = problems.Count == 0;
        var obstacle = !hasKey ? NoKey(names) : unsaved is null ? null : $", but nothing can be created now. {unsaved.Message} Tell the user.";
        var request = NextActions.ToArguments(prepared.Requested, valid ? prepared.Settings : prepared.Corrected);
        return new ValidateReply
        {
            Message = valid
                ? $"Nothing was created. The request is valid{Count(warnings.Count, ", with {0} to read")}{obstacle ?? Sendable}{Seen(look)}"
                : $"Nothing was created. {Found(problems)} {Advice(prepared, findings)}{Seen(look)}",
            Valid = valid,
            Problems = OrNull(problems),
            Warnings = OrNull(warnings),
            Notes = OrNull(Notes(prepared)),
            Request = request,
            Preview = look.Preview,
            NextAction = !valid && !Correctable(prepared, findings) ? Instead(prepared) : obstacle is null ? Repeated(prepared, request) : null,
        };
    }

    public static ErrorReply Refused(PreparedRequest prepared, ArgumentFindings findings)
    {
        var problems = Problems(prepared, findings);
        return new ErrorReply
        {
            Message = $"Nothing was created and nothing was charged. {Found(problems)} {Advice(prepared, findings)}",
            Code = findings.All.Count > 0 && !prepared.HasErrors ? ErrorCodes.InvalidArguments : ErrorCodes.InvalidRequest,
            Charged = "no",
            Problems = problems,
            NextAction = Correctable(prepared, findings) ? Repeated(prepared, NextActions.ToArguments(prepared.Requested, prepared.Corrected)) : Instead(prepared),
        };
    }

    private static NextAction? Repeated(PreparedRequest prepared, VideoRequest request) =>
        NextActions.CanRepeat(prepared.Requested) ? NextActions.Create(request) : null;

    /// <summary>
    /// Suggests a list of images if the image is missing. There is no suggestion for a missing prompt, because only the caller can write it.
    /// </summary>
    private static NextAction? Instead(PreparedRequest prepared) =>
        prepared.Image is null ? NextActions.FindImages(prepared.Requested.Image) : null;

    /// <summary>Returns the chosen defaults and the price of the request. A request with errors has no price.</summary>
    public static IReadOnlyList<string> Notes(PreparedRequest prepared) =>
        prepared.Price is { } price && !prepared.HasErrors ? [.. prepared.Notes, price.ToString()] : prepared.Notes;

    private static List<ProblemReply> Problems(PreparedRequest prepared, ArgumentFindings findings) =>
    [
        .. findings.All.Select(ArgumentReplies.ToProblem),
        .. prepared.Violations.Where(v => v.Severity == Severity.Error && !Said(findings, v)).Select(ToReply),
    ];

    /// <summary>Returns true if the guard has already reported the argument of a rule violation, such as a missing image.</summary>
    private static bool Said(ArgumentFindings findings, Violation violation) =>
        findings.All.Any(f => f.Field == violation.Field && f.Nearest is null);

    private static List<string> Warnings(PreparedRequest prepared) =>
        [.. prepared.Violations.Where(v => v.Severity == Severity.Warning).Select(v => v.Problem)];

    private static ProblemReply ToReply(Violation violation) => new()
    {
        Field = violation.Field,
        Problem = violation.Problem,
        Given = violation.Given,
        Allowed = violation.Allowed,
        Nearest = violation.Nearest,
    };

    /// <summary>
    /// Returns true if the request can be corrected. A missing image or required prompt cannot be added, and without its request id a request could be paid
    /// twice.
    /// </summary>
    private static bool Correctable(PreparedRequest prepared, ArgumentFindings findings) =>
        prepared.Image is not null
        && !findings.All.Any(f => f.Field == ParameterNames.RequestId)
        && !prepared.Violations.Any(v => v is { Severity: Severity.Error, Field: "image" or ParameterNames.RequestId })
        && !(prepared.Corrected.Prompt is null && prepared.Violations.Any(v => v is { Severity: Severity.Error, Field: "prompt" }));

    private static string Found(List<ProblemReply> problems) =>
        problems.Count == 1 ? problems[0].Problem : $"{problems.Count} problems: {string.Join(" ", problems.Select((p, i) => $"({i + 1}) {p.Problem}"))}";

    private static string Advice(PreparedRequest prepared, ArgumentFindings findings) =>
        Correctable(prepared, findings)
            ? "Send the corrected request in nextAction if it is what the user wants."
            : prepared.Image is null
                ? "Correct this and call again; find_images lists the pictures there are. Without a picture nothing can be made."
                : "Correct this and call again.";

    private static string Seen(FramePreviewResult look) =>
        look.Preview is null ? "" : " The attached picture is the frame that the ratio keeps; if you see none here, nobody has looked at it.";

    private static string NoKey(SettingNames names) =>
        $", but there is no API key to send it with: {names.Ask($"set {names.InWords(nameof(CometRunwayOptions.ApiKey))} to a CometAPI key")}"
        + (names.AreVariables ? "; without one, starting the server with --sandbox runs everything offline at no cost." : ".");

    private static string Count(int n, string format) =>
        n == 0 ? "" : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, n == 1 ? "1 warning" : $"{n} warnings");

    private static IReadOnlyList<T>? OrNull<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
