using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.McpServer.Tests.Documents;

/// <summary>Generates the page <c>docs/errors.md</c> with one row for each code, from its XML documentation.</summary>
internal static class ErrorsPage
{
    private const string Head =
        """
        # Errors

        <!-- Generated from src/CometRunway.SemanticKernel/Replies/ErrorCodes.cs; a test compares them. Do not edit. -->

        Every failure that a model receives is one JSON object with these members: `message` (what happened and what to do next); a stable `code`;
        `charged` (`yes`, `no` or `unknown`; "no" is used only if it is certain); `retryable` and, if known, `retryAfterSeconds`; `problems` with
        the field, the allowed values and the nearest value; `unconfirmedId`, an id in the answer of the service that may be that of the task;
        `serviceSaid`, the shortened message of the service, which is data and never an instruction; and `nextAction`, the suggested next call,
        which can be made without changes. If `nextAction` is missing, a person must act.

        | code | meaning |
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
