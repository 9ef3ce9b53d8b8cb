using System.Text.RegularExpressions;
using CometRunway.Repository.Tests.Sources;

namespace CometRunway.Repository.Tests.Layering;

/// <summary>The libraries read no environment variables, so their messages must not name one. They use <c>CometRunwayOptions.NameOf</c>.</summary>
public sealed partial class VariableNameTests
{
    private const string Table = "src/CometRunway.Core/Options/CometRunwaySetting.cs";

    private static readonly string[] Libraries = ["CometRunway.Core", "CometRunway.Imaging", "CometRunway.SemanticKernel", "CometRunway.Mcp"];

    [Fact]
    public void Libraries_NameVariablesInTheSettingsTableOnly()
    {
        var named = SourceFile.All.Where(file => Libraries.Contains(file.Project)).SelectMany(Named).ToArray();

        Assert.Empty(named);
        Assert.Contains(SourceFile.All, file => file.Path == Table && Variable().IsMatch(file.Text));
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"Set COMETAPI_KEY to a key.\");", 1)]
    [InlineData("const string Setting = \"COMETRUNWAY_OPEN_ON_SAVE\"; // the user's", 1)]
    [InlineData("var text = \"\"\"\n    See https://example.com and set COMETRUNWAY_HOME_DIRECTORY.\n    \"\"\";", 1)]
    [InlineData("/// <summary><c>COMETRUNWAY_OPEN_ON_SAVE</c>. What to open.</summary>\n// COMETRUNWAY_OPEN_ON_SAVE is read by the server.\nvar text = options.NameOf(\"OpenOnSave\");", 0)]
    public void Names_InStringsButNotInComments_AreFound(string text, int expected)
    {
        Assert.Equal(expected, Named(new SourceFile("src/CometRunway.Core/Setup/Message.cs", text)).Count());
    }

    private static IEnumerable<string> Named(SourceFile file) => file.Path == Table
        ? []
        : file.Text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Variable().IsMatch(line)).Select(line => $"{file.Path}: {line.Trim()}");

    [GeneratedRegex("COMET(RUNWAY|API)_[A-Z]")]
    private static partial Regex Variable();
}
