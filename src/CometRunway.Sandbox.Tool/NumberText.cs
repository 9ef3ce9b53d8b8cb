using System.CommandLine.Parsing;
using System.Globalization;

namespace CometRunway.Sandbox.Tool;

/// <summary>Reads numbers of the command line, with a complaint for people instead of an exception.</summary>
internal static class NumberText
{
    private const double Longest = 1e9;

    public static double ReadSpeed(ArgumentResult result) =>
        result.Tokens[0].Value.Equals("instant", StringComparison.OrdinalIgnoreCase) ? 0 : Read(result, "a number that is not negative, or 'instant'");

    public static double ReadSeconds(ArgumentResult result) => Read(result, "a number of seconds that is not negative");

    private static double Read(ArgumentResult result, string expected)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= Longest)
        {
            return number;
        }

        result.AddError($"'{text}' is not {expected}.");
        return 0;
    }
}
