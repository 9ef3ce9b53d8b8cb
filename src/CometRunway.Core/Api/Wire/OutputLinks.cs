using System.Text;
using System.Text.Json;
using CometRunway.Net;

namespace CometRunway.Api.Wire;

/// <summary>
/// Finds the links to the finished files in all fields in which gateways of this kind put them. Fields that can have the link of the input image, of a
/// thumbnail or of a cover are not read.
/// </summary>
/// <param name="baseAddress">The address against which relative links are resolved.</param>
internal sealed class OutputLinks(Uri baseAddress)
{
    private const int MaxLinkLength = 8192;
    private const int MaxLinks = 16;

    private static readonly string[] DocumentedFields = ["output", "result_url", "video_url"];
    private static readonly string[] OtherFields = ["video", "videos", "result", "content", "metadata", "data", "url"];
    private static readonly string[] LinkMembers = ["url", "video_url", "uri"];
    private static readonly string[] FileMembers = ["video", "videos"];
    private static readonly string[] TypeMembers = ["type", "mime_type", "content_type"];
    private static readonly string[] ImageTypes = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic", ".bmp", ".svg"];
    private static readonly string[] VideoTypes = [".mp4", ".m4v", ".mov"];

    /// <summary>
    /// Returns the links of the first field that has any; documented fields come first. On success only, fields of other APIs and relative links are
    /// read too, and <c>fail_reason</c>, in which old adapters put the link.
    /// </summary>
    public IReadOnlyList<Uri> Find(TaskParts parts, bool succeeded)
    {
        var places = Fields(parts, DocumentedFields);
        if (!succeeded)
            return First(places, Absolute);
        JsonElement?[] all = [.. places, .. Fields(parts, OtherFields)];
        return First([.. all, .. parts.RowFirst.Select(static part => part.Member("fail_reason"))], Absolute) is { Count: > 0 } absolute ? absolute : First(all, Relative);
    }

    private static JsonElement?[] Fields(TaskParts parts, string[] names) => [.. from name in names from part in parts.RowFirst select part.Member(name)];

    private static List<Uri> First(IEnumerable<JsonElement?> places, Func<string, Uri?> read) =>
        places.Select(place => Links(place, read)).FirstOrDefault(static links => links.Count > 0) ?? [];

    private static List<Uri> Links(JsonElement? place, Func<string, Uri?> read) =>
        [.. Texts(place, nested: false).Select(read).OfType<Uri>().Where(static link => !IsImage(link)).DistinctBy(static link => link.AbsoluteUri).Take(MaxLinks)];

    /// <summary>The texts that can be links: of a string, of an object, of each element of a list, and of a JSON list inside a string.</summary>
    private static IEnumerable<string> Texts(JsonElement? place, bool nested) => place switch
    {
        { ValueKind: JsonValueKind.String } text when !nested && ListIn(text) is { } list => Texts(list, nested: true),
        { ValueKind: JsonValueKind.String } text => text.AsText() is { Length: <= MaxLinkLength } link ? [link] : [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(static element => element.ValueKind == JsonValueKind.Array ? [] : Texts(element, nested: true)),
        { ValueKind: JsonValueKind.Object } file when !IsImage(file) => OfObject(file, nested),
        _ => [],
    };

    private static IEnumerable<string> OfObject(JsonElement file, bool nested)
    {
        if (LinkMembers.Select(name => file.Text(name)).FirstOrDefault(static text => text is { Length: <= MaxLinkLength }) is { } link)
            return [link];
        return nested ? [] : FileMembers.SelectMany(name => Texts(file.Member(name), nested: true));
    }

    private static JsonElement? ListIn(JsonElement text) => text.AsText()?.Trim() is ['[', ..] json ? LenientJson.FirstArray(Encoding.UTF8.GetBytes(json)) : null;

    private static bool IsImage(JsonElement file) =>
        TypeMembers.Any(name => file.Text(name)?.StartsWith("image", StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsImage(Uri link) => EndsWith(link.AbsolutePath, ImageTypes);

    private static bool EndsWith(string path, string[] types) => Array.Exists(types, type => path.EndsWith(type, StringComparison.OrdinalIgnoreCase));

    private static Uri? Absolute(string text) => ExactLink.TryParse(text);

    // Any other text without a scheme is not a link.
    private Uri? Relative(string text)
    {
        var path = text.Trim().Split('?', '#')[0];
        var isLink = path.StartsWith('/') || (EndsWith(path, VideoTypes) && !path.Any(static c => c is ':' or '\\' || char.IsWhiteSpace(c)));
        return isLink ? ExactLink.TryResolve(baseAddress, text) : null;
    }
}
