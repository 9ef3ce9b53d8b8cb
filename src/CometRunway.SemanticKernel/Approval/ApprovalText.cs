using CometRunway.Text;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>
/// Text of a model in a question to a person. It is shown completely, because the person decides on it, but it cannot add lines to the question, end
/// its own quotes, or become a link, an image or a tag where a chat client displays Markdown or HTML.
/// </summary>
internal static class ApprovalText
{
    /// <summary>Longer than the prompts that the models accept.</summary>
    private const int Longest = 2_000;

    public static string Of(string? text) => VisibleText.OneLine(text ?? "", Longest)
        .Replace('"', '\u201D')
        .Replace('`', '\u2018')
        .Replace('<', '\u2039')
        .Replace('>', '\u203A')
        .Replace("](", "] (", StringComparison.Ordinal)
        .Replace("][", "] [", StringComparison.Ordinal);
}
