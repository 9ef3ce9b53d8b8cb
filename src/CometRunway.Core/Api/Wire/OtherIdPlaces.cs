using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>
/// The places at which similar gateways put the id of a task, although the documentation of this service does not name them. An id there counts as accepted
/// only if it is the only one.
/// </summary>
internal static class OtherIdPlaces
{
    private const string OfTasks = "tasks";
    private const int ShortestInText = 8;

    private static readonly string[] TaskObjects = ["task", "result"];
    private static readonly string[] Names = ["id", "task_id", "taskId"];

    /// <summary>Returns the only plausible id at these places; null if there is none or several.</summary>
    public static string? Only(JsonElement root) => Ids(root).Where(TaskIds.IsPlausible).Distinct(StringComparer.Ordinal).Take(2).ToList() is [var id] ? id : null;

    /// <summary>Returns the ids at these places, and those at the places of an error.</summary>
    public static IEnumerable<string> InError(JsonElement root)
    {
        var error = root.Object("error");
        string?[] ids = [error?.TextOrNumber("task_id"), error?.TextOrNumber("taskId"), .. Ids(root), TextOfData(root)];
        return ids.OfType<string>();
    }

    /// <summary>Returns the id at the end of the address of a task, such as <c>/v1/tasks/ID</c>; null for any other address.</summary>
    /// <param name="address">The <c>Location</c> header.</param>
    public static string? InAddress(string? address)
    {
        if (address is null)
            return null;
        var path = address.AsSpan();
        path = path[..(path.IndexOfAny('?', '#') is >= 0 and var end ? end : path.Length)].TrimEnd('/');
        var slash = path.LastIndexOf('/');
        if (slash < 0 || !path[..slash].EndsWith("/" + OfTasks, StringComparison.OrdinalIgnoreCase))
            return null;
        var id = Uri.UnescapeDataString(path[(slash + 1)..].ToString());
        return TaskIds.IsPlausible(id) && !id.Contains('/', StringComparison.Ordinal) ? id : null;
    }

    private static IEnumerable<string> Ids(JsonElement root)
    {
        string?[] atRoot = [root.TextOrNumber("taskId"), root.Object("data")?.TextOrNumber("taskId")];
        var inObjects = from name in TaskObjects
                        let task = root.Object(name)
                        from id in Names
                        select task?.TextOrNumber(id);
        return atRoot.Concat(inObjects).OfType<string>();
    }

    /// <summary>In an error, a single word in the field <c>data</c> is rather a code than an id.</summary>
    private static string? TextOfData(JsonElement root) => root.Text("data") is { Length: >= ShortestInText } text && text.Any(char.IsAsciiDigit) ? text : null;
}
