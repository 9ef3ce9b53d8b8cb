using System.CommandLine.Parsing;
using System.Globalization;

namespace CometRunway.Sandbox.Tool;

/// <summary>Parses numeric option values and reports invalid ones as command line errors.</summary>
internal static class NumberParsers
{
    private const double Max = 1e9;

    public static double ParseSpeed(ArgumentResult result) =>
        result.Tokens[0].Value.Equals("instant", StringComparison.OrdinalIgnoreCase) ? 0 : Parse(result, "a non-negative number or 'instant'");

    public static double ParseSeconds(ArgumentResult result) => Parse(result, "a non-negative number of seconds");

    private static double Parse(ArgumentResult result, string expected)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= Max)
        {
            return number;
        }

        result.AddError($"'{text}' is not {expected}.");
        return 0;
    }
}
