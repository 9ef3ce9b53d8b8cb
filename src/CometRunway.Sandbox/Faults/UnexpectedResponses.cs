using static CometRunway.Sandbox.Faults.ResponseBodies;

namespace CometRunway.Sandbox.Faults;

/// <summary>Responses that do not match the API: wrong bodies, redirects, and ids in unexpected places.</summary>
internal static class UnexpectedResponses
{
    private static readonly string[] Everywhere = [.. RouteNames.Api];
    private static readonly string[] Create = [RouteNames.Create];

    public static IEnumerable<Fault> All =>
    [
        new ResponseFault("html-200", "200 with an HTML page", Everywhere, 200, Html, _ => Page),
        new ResponseFault("empty-200", "200 without a body", Everywhere, 200, Json, _ => ""),
        new ResponseFault("not-json", "200 with a JSON content type and invalid JSON", Everywhere, 200, Json, _ => "{\"id\": oops"),
        new ResponseFault("null-json", "200 with the JSON value null", Everywhere, 200, Json, _ => "null"),
        new ResponseFault("foreign-shape", "200 with the JSON of another API", Everywhere, 200, Json, _ => "{\"state\":\"pending\",\"request\":\"r-1\"}"),
        new ResponseFault("huge-body", "200 with a body of 100 MB", Everywhere, 200, Json, _ => "{\"filler\":\"") { HasFiller = true },
        new ResponseFault("redirect", "301 to another host", Everywhere, 301, Html, _ => Page) { Location = "http://127.0.0.1:9/elsewhere" },
        new ResponseFault("redirect-307", "307 to another host, which asks the client to resend the body", Everywhere, 307, Html, _ => "") { Location = "http://127.0.0.1:9/elsewhere" },
        new ResponseFault("no-id", "200 without an id, although the task was accepted", Create, 200, Json, _ => "{}") { AfterAccept = true },
        new ResponseFault("html-200-after-accept", "200 with an HTML page, although the task was accepted", Create, 200, Html, _ => Page) { AfterAccept = true },
        new ResponseFault("two-objects", "200 with the id followed by an error in the same body; the task is charged and never visible", Create, 200, Json, s => $$"""{"id":"{{s.TaskId}}"}""" + Relay("insert_task_failed"))
        {
            AfterAccept = true,
            HidesTask = true,
            IncludesId = true,
        },
        new ResponseFault("id-in-error", "500 with an error and the id of the task, which was accepted", Create, 500, Json, s => $$"""{"id":"{{s.TaskId}}","code":"do_request_failed","message":"the answer got lost"}""") { AfterAccept = true, IncludesId = true },
        new ResponseFault("id-and-filler", "200 with the id at the start of a body of 100 MB", Create, 200, Json, s => $$"""{"id":"{{s.TaskId}}","filler":" """.TrimEnd()) { AfterAccept = true, IncludesId = true, HasFiller = true },
        new ResponseFault("id-and-depth", "200 with the id followed by arrays in arrays, 1,000 deep", Create, 200, Json, s => $$"""{"id":"{{s.TaskId}}","deep":{{new string('[', 1000)}}{{new string(']', 1000)}}}""") { AfterAccept = true, IncludesId = true },
        new ResponseFault("link-expired", "403 as for an expired link", [RouteNames.Output], 403, "application/xml", _ => ExpiredLink),
        new ResponseFault("link-gone", "410", [RouteNames.Output], 410, "application/xml", _ => ExpiredLink),
        new ResponseFault("error-page-as-mp4", "200 video/mp4 with an HTML page", [RouteNames.Output], 200, "video/mp4", _ => Page),
    ];

    public const string ExpiredLink = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>AccessDenied</Code><Message>Access denied</Message></Error>";
}
