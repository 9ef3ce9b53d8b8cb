using CometRunway.Text;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>
/// Text of a model in a question to a person. It cannot add lines to the question, end its own quotes, or become a link, an image or a tag where a
/// chat client displays Markdown or HTML.
/// </summary>
internal static class ApprovalText
{
    /// <summary>Longer than the prompts that the models accept: the person decides on the whole prompt.</summary>
    private const int Whole = 2_000;

    /// <summary>For a question about something else.</summary>
    public const int Short = 80;

    public static string Of(string? text, int longest = Whole) => VisibleText.OneLine(text ?? "", longest)
        .Replace('"', '\u201D')
        .Replace('`', '\u2018')
        .Replace('<', '\u2039')
        .Replace('>', '\u203A')
        .Replace("](", "] (", StringComparison.Ordinal)
        .Replace("][", "] [", StringComparison.Ordinal);
}
