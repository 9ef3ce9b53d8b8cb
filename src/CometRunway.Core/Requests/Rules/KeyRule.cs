using CometRunway.Diagnostics;
using CometRunway.Errors;

namespace CometRunway.Requests.Rules;

/// <summary>
/// Finds API keys in the texts of a request, in every form that <see cref="Redactor"/> knows. These texts are sent to the service and are kept in the ledger,
/// in file names, beside the videos and in the gallery, so a request with a key is refused, and the key is left out of what is reported.
/// </summary>
internal sealed class KeyRule
{
    private KeyRule(VideoRequest request, IReadOnlyList<Violation> violations) => (Request, Violations) = (request, violations);

    /// <summary>The request without the texts that contain a key.</summary>
    public VideoRequest Request { get; }

    /// <summary>An error for each of these texts.</summary>
    public IReadOnlyList<Violation> Violations { get; }

    /// <summary>Checks what the caller gave.</summary>
    public static KeyRule Check(VideoRequest request, Redactor redactor)
    {
        var found = new List<Violation>();
        var clean = request with
        {
            // The bytes of an image are kept nowhere, and they are long.
            Image = request.Image.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? request.Image : Text("image", request.Image) ?? "",
            Prompt = Text("prompt", request.Prompt),
            Model = Text("model", request.Model),
            Ratio = Text("ratio", request.Ratio),
            CropFocus = Text("cropFocus", request.CropFocus),
            RequestId = Text("requestId", request.RequestId),
        };
        return new KeyRule(found.Count == 0 ? request : clean, found);

        string? Text(string field, string? text)
        {
            if (text is null || !redactor.Holds(text))
                return text;
            found.Add(Error(field, $"The argument {field} contains the API key, perhaps encoded. Leave it out, and tell the user: whoever has this text has the key."));
            return null;
        }
    }

    /// <summary>Checks the name of the image, which an app or a search for the newest image may have chosen.</summary>
    public static IReadOnlyList<Violation> CheckName(string? name, Redactor redactor) => name is not null && redactor.Holds(name)
        ? [Error("image", "The name of the image contains the API key, perhaps encoded. Rename the file or use another one, and tell the user: whoever has this name has the key.")]
        : [];

    /// <summary>Returns the violations of other rules that are not due to the missing texts.</summary>
    public IEnumerable<Violation> Others(IEnumerable<Violation> violations) => violations.Where(other => !Violations.Any(own => own.Field == other.Field));

    private static Violation Error(string field, string problem) => new() { Severity = Severity.Error, Code = "contains_api_key", Field = field, Problem = problem };
}
