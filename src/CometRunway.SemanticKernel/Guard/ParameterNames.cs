using CometRunway.Text;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Maps names that models use to the parameters: names from the API, from other tools, and names with a different meaning.</summary>
internal static class ParameterNames
{
    public const string RequestId = "requestId";
    public const string TaskId = "taskId";

    /// <summary>A longer name is no misspelt one.</summary>
    private const int LongestName = 64;

    /// <summary>Arguments that chat programs add to the calls of a model: n8n and Cline.</summary>
    private static readonly string[] OfHosts = ["toolcallid", "sessionid", "chatinput", "action", "taskprogress"];

    private static readonly Dictionary<string, string[]> Synonyms = new(StringComparer.Ordinal)
    {
        ["image"] = ["promptimage", "imageurl", "imageuri", "imagepath", "imagefile", "inputimage", "inputimageurl", "promptimageurl", "referenceimage", "sourceimage", "startimage", "initimage", "firstframe", "firstframeimage", "startframe", "picture", "photo", "img", "file", "filepath", "path", "url", "uri"],
        ["prompt"] = ["prompttext", "text", "motionprompt", "motion", "description", "caption", "instruction", "instructions"],
        ["model"] = ["modelid", "modelname", "modelversion", "engine"],
        ["duration"] = ["seconds", "durationseconds", "durationinseconds", "durationsec", "length", "lengthseconds", "videolength", "videoduration"],
        ["seed"] = ["randomseed", "seedvalue"],
        ["query"] = ["search", "searchquery", "filter", "keyword", "keywords", "requestid"],
        ["state"] = ["status"],
        ["limit"] = ["count", "maxresults", "pagesize"],
        ["cropFocus"] = ["focus", "cropanchor", "cropgravity", "cropposition", "gravity"],
        [TaskId] = ["id", "task", "handle", "taskhandle", "video", "videoid", "job", "jobid", "generationid"],
        [RequestId] = ["idempotencykey", "idempotencyid", "idempotencytoken", "idempotentkey", "clientrequestid", "clienttoken", "requestkey", "deduplicationid"],
        ["waitSeconds"] = ["wait", "maxwaitseconds", "maxwait", "timeoutseconds", "timeout", "waittime", "waitsecs"],
    };

    /// <summary>Names with a different meaning, and the parameter to use instead. Their values are used for the corrected request only.</summary>
    private static readonly Dictionary<string, string> Redirected = new(StringComparer.Ordinal)
    {
        ["aspectratio"] = "ratio",
        ["aspect"] = "ratio",
        ["size"] = "ratio",
        ["resolution"] = "ratio",
        ["videosize"] = "ratio",
        ["orientation"] = "ratio",
        ["quality"] = "ratio",
    };

    /// <summary>Returns the parameter that a name unambiguously refers to, or null.</summary>
    public static ParameterSpec? Meant(string name, IReadOnlyList<ParameterSpec> parameters)
    {
        if (name.Length > LongestName)
            return null;
        var folded = EditDistance.Fold(name);
        return parameters.FirstOrDefault(p => EditDistance.Fold(p.Name) == folded)
            ?? parameters.FirstOrDefault(p => Synonyms.TryGetValue(p.Name, out var known) && known.Contains(folded));
    }

    /// <summary>Returns true for an argument that a chat program adds for its own use.</summary>
    public static bool IsOfHost(string name) => name.Length <= LongestName && OfHosts.Contains(EditDistance.Fold(name));

    /// <summary>Returns the parameter to use instead of a name with a different meaning, or null.</summary>
    public static ParameterSpec? InsteadOf(string name, IReadOnlyList<ParameterSpec> parameters) =>
        name.Length <= LongestName && Redirected.TryGetValue(EditDistance.Fold(name), out var target) ? parameters.FirstOrDefault(p => p.Name == target) : null;

    /// <summary>Returns true for a name of the request id of a create. A function that takes a task id must not mistake one for the other.</summary>
    public static bool IsRequestId(string name)
    {
        if (name.Length > LongestName)
            return false;
        var folded = EditDistance.Fold(name);
        return folded == EditDistance.Fold(RequestId) || Synonyms[RequestId].Contains(folded);
    }

    /// <summary>Returns the parameter nearest to a misspelt name, or null.</summary>
    public static ParameterSpec? NearMiss(string name, IReadOnlyList<ParameterSpec> parameters)
    {
        if (name.Length > LongestName)
            return null;
        var folded = EditDistance.Fold(name);
        return parameters
            .Select(p => (Parameter: p, Distance: EditDistance.Between(folded, EditDistance.Fold(p.Name))))
            .Where(c => c.Distance <= Math.Max(1, c.Parameter.Name.Length / 4))
            .OrderBy(c => c.Distance)
            .Select(c => c.Parameter)
            .FirstOrDefault();
    }
}
