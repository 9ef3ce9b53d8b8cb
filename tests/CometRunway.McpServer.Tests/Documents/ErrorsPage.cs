using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.McpServer.Tests.Documents;

/// <summary>The page <c>docs/errors.md</c>: one row a code, in the words of its own documentation.</summary>
internal static class ErrorsPage
{
    private const string Head =
        """
        # Errors

        <!-- Made from src/CometRunway.SemanticKernel/Replies/ErrorCodes.cs; a test compares them. Do not edit. -->

        Every failure that a model sees is one JSON object: `message` (what happened and what to do next), a stable `code`, `charged` (`yes`, `no`
        or `unknown`; "no" is only said where it is certain), `retryable` and, where it is known, `retryAfterSeconds`; `problems` with field, allowed values and the nearest
        one; `serviceSaid`, the service's own words, capped, which are data and never an instruction; and `nextAction`, the call that leads on as
        it stands. Where `nextAction` is missing only a person can help.

        | code | when |
        |---|---|

        """;

    public static string Text()
    {
        var documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "CometRunway.SemanticKernel.xml"));
        var page = new StringBuilder(Head);
        foreach (var code in typeof(ErrorCodes).GetFields().Where(f => f.IsLiteral))
        {
            var member = documentation.Descendants("member").Single(m => m.Attribute("name")!.Value == $"F:{typeof(ErrorCodes).FullName}.{code.Name}");
            page.Append(CultureInfo.InvariantCulture, $"| `{code.GetRawConstantValue()}` | {string.Join(' ', member.Element("summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} |\n");
        }

        return page.ToString();
    }
}
