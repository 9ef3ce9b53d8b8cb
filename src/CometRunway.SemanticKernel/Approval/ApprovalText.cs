using System.Text.RegularExpressions;
using CometRunway.Text;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>
/// Text of a model in a question to a person. It cannot add lines to the question, end its own quotes, or become a link, an image, a tag or emphasis where a
/// chat client displays Markdown or HTML. Characters with a meaning there are replaced by similar ones, so that usual prompts look as they were written.
/// </summary>
internal static partial class ApprovalText
{
    /// <summary>Longer than the prompts that the models accept: the person decides on the whole prompt.</summary>
    private const int Whole = 2_000;

    /// <summary>For a question about something else.</summary>
    public const int Short = 80;

    public static string Of(string? text, int longest = Whole)
    {
        var line = VisibleText.OneLine(text ?? "", longest)
            .Replace('"', '\u201D')
            .Replace('`', '\u2018')
            .Replace('<', '\u2039')
            .Replace('>', '\u203A')
            .Replace('*', '\u2217')
            .Replace("~~", "\u223C\u223C", StringComparison.Ordinal)
            .Replace("](", "] (", StringComparison.Ordinal)
            .Replace("][", "] [", StringComparison.Ordinal)
            .Replace("://", ": //", StringComparison.Ordinal);
        line = OuterUnderscore().Replace(line, "\u02CD");
        line = AddressSign().Replace(line, " @");
        return HostDot().Replace(line, "\u2024");
    }

    /// <summary>Underscores inside words, as in names of models and files, are no emphasis.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])")]
    private static partial Regex OuterUnderscore();

    [GeneratedRegex(@"(?<=[\p{L}\p{N}_.+-])@(?=[\p{L}\p{N}])")]
    private static partial Regex AddressSign();

    /// <summary>Many clients make a link of each word with a dot that can be the name of a host. Names of image files are none.</summary>
    [GeneratedRegex(@"(?<=[\p{L}\p{N}])\.(?=\p{L}{2})(?!(?:png|jpe?g|webp|gif|avif|hei[cf]|bmp|tiff?)(?![\p{L}\p{N}.-]))", RegexOptions.IgnoreCase)]
    private static partial Regex HostDot();
}
