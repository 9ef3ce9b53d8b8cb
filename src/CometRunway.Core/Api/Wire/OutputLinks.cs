using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>Finds the finished file's links wherever a gateway of this family puts them.</summary>
internal static class OutputLinks
{
    private const int LongestLink = 8192;
    private const int MostLinks = 16;

    /// <summary>The first place that holds a link wins. <c>fail_reason</c> counts on success only: old adaptors put the link there.</summary>
    public static IReadOnlyList<Uri> Find(TaskParts parts, bool succeeded)
    {
        var places = parts.RowFirst.Select(static part => part.Member("output"))
            .Concat(parts.RowFirst.Select(static part => part.Member("result_url")))
            .Concat(parts.RowFirst.Select(static part => part.Member("video_url")));
        if (succeeded)
            places = places.Concat(parts.RowFirst.Select(static part => part.Member("fail_reason")));
        return places.Select(Links).FirstOrDefault(static links => links.Count > 0) ?? [];
    }

    private static List<Uri> Links(JsonElement? place) => place switch
    {
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(Link).OfType<Uri>().Distinct().Take(MostLinks)],
        { } single when Link(single) is { } link => [link],
        _ => [],
    };

    private static Uri? Link(JsonElement element)
    {
        var text = element.AsText() ?? element.Text("url") ?? element.Text("uri");
        return text is { Length: <= LongestLink }
            && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var link)
            && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)
            && link.Host.Length > 0
            ? link
            : null;
    }
}
