using static CometRunway.Sandbox.Faults.FaultBodies;

namespace CometRunway.Sandbox.Faults;

/// <summary>Answers that are not what they seem, or no answer of this API at all.</summary>
internal static class OddAnswers
{
    private static readonly string[] Everywhere = [.. Routes.Api];
    private static readonly string[] Create = [Routes.Create];

    public static IEnumerable<Fault> All =>
    [
        new AnswerFault("html-200", "200 with a page instead of an answer", Everywhere, 200, Html, _ => Page),
        new AnswerFault("empty-200", "200 without a body", Everywhere, 200, Json, _ => ""),
        new AnswerFault("not-json", "200 that says JSON and is none", Everywhere, 200, Json, _ => "{\"id\": oops"),
        new AnswerFault("null-json", "200 with the JSON null", Everywhere, 200, Json, _ => "null"),
        new AnswerFault("foreign-shape", "200 in the words of another API", Everywhere, 200, Json, _ => "{\"state\":\"pending\",\"request\":\"r-1\"}"),
        new AnswerFault("huge-body", "200 with a body of 100 MB", Everywhere, 200, Json, _ => "{\"filler\":\"") { Huge = true },
        new AnswerFault("redirect", "301 to another host", Everywhere, 301, Html, _ => Page) { Location = "http://127.0.0.1:9/elsewhere" },
        new AnswerFault("redirect-307", "307 to another host, which asks to send the body again", Everywhere, 307, Html, _ => "") { Location = "http://127.0.0.1:9/elsewhere" },
        new AnswerFault("no-id", "200 without an id although the task was taken", Create, 200, Json, _ => "{}") { AfterAccept = true },
        new AnswerFault("html-200-after-accept", "200 with a page although the task was taken", Create, 200, Html, _ => Page) { AfterAccept = true },
        new AnswerFault("two-objects", "the id, and in the same body an error: charged, never visible", Create, 200, Json, s => Created(s.TaskId) + Relay("insert_task_failed"))
        {
            AfterAccept = true,
            HidesTask = true,
            SaysId = true,
        },
        new AnswerFault("link-expired", "403 as if the link's time were over", [Routes.Output], 403, "application/xml", _ => ExpiredLink),
        new AnswerFault("link-gone", "410", [Routes.Output], 410, "application/xml", _ => ExpiredLink),
        new AnswerFault("error-page-as-mp4", "200 and video/mp4, and it is an error page", [Routes.Output], 200, "video/mp4", _ => Page),
    ];

    public const string ExpiredLink = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>AccessDenied</Code><Message>Access denied</Message></Error>";
}
