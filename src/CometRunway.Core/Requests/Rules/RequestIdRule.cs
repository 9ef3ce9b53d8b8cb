using System.Text;
using CometRunway.Errors;
using CometRunway.Text;

namespace CometRunway.Requests.Rules;

/// <summary>Checks the idempotency key of a caller. It is compared exactly, so it is short and contains nothing that a person cannot see.</summary>
internal static class RequestIdRule
{
    public const int MaxLength = 200;

    /// <summary>Returns no violation for null, and for 1 to <see cref="MaxLength"/> visible characters, with or without white space around them.</summary>
    public static IReadOnlyList<Violation> Check(string? requestId)
    {
        var problem = requestId?.Trim() switch
        {
            null => null,
            "" => $"requestId is empty: give it 1 to {MaxLength} visible characters, or leave it out.",
            { Length: > MaxLength } id => $"requestId has {id.Length} characters; at most {MaxLength} are allowed.",
            var id when !id.EnumerateRunes().All(IsAllowed) => "requestId contains a character that cannot be seen: use letters, digits, punctuation and plain spaces.",
            _ => null,
        };
        return problem is null
            ? []
            : [new Violation { Severity = Severity.Error, Code = "request_id_not_allowed", Field = "requestId", Given = DisplayText.Text(requestId), Problem = problem }];
    }

    /// <summary>The replacement character stands for half of a surrogate pair.</summary>
    private static bool IsAllowed(Rune rune) =>
        rune.Value == ' ' || (VisibleText.IsPlain(rune) && !Rune.IsWhiteSpace(rune) && rune != Rune.ReplacementChar);
}
