using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>Finds the links to the finished file in all fields in which gateways of this kind put them.</summary>
internal static class OutputLinks
{
    private const int MaxLinkLength = 8192;
    private const int MaxLinks = 16;

    /// <summary>Returns the links of the first field that has any. <c>fail_reason</c> is read on success only: old adapters put the link there.</summary>
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
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(Link).OfType<Uri>().Distinct().Take(MaxLinks)],
        { } single when Link(single) is { } link => [link],
        _ => [],
    };

    private static Uri? Link(JsonElement element)
    {
        var text = element.AsText() ?? element.Text("url") ?? element.Text("uri");
        return text is { Length: <= MaxLinkLength }
            && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var link)
            && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)
            && link.Host.Length > 0
            ? link
            : null;
    }
}
