using System.Text.RegularExpressions;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Workflows;

/// <summary>Actions must be pinned to a commit, because a tag can be moved to other code.</summary>
public sealed partial class PinnedActionsTests
{
    [Fact]
    public void Workflows_PinActionsToCommits()
    {
        var lines = Directory.EnumerateFiles(RepositoryRoot.File(".github"), "*.y*ml", SearchOption.AllDirectories).SelectMany(File.ReadLines).ToArray();

        Assert.Contains(lines, line => Use().IsMatch(line));
        Assert.Empty(Unpinned(lines));
    }

    [Theory]
    [InlineData("      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", true)]
    [InlineData("        uses: github/codeql-action/init@ff2f1c621b7f889edc0d3c761ac2e6a3f8cdb0dd # v4.37.7", true)]
    [InlineData("      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1", false)]
    [InlineData("      - uses: actions/checkout@v4", false)]
    [InlineData("      - uses: actions/checkout@v4 # 3d3c42e5aac5ba805825da76410c181273ba90b1", false)]
    [InlineData("      - { uses: actions/checkout@main }", false)]
    [InlineData("        \"uses\": actions/checkout", false)]
    [InlineData("      - uses: docker://alpine:3", false)]
    [InlineData("      - run: dotnet build", true)]
    public void Unpinned_Line_IsFound(string line, bool isPinned) => Assert.Equal(isPinned, !Unpinned([line]).Any());

    private static IEnumerable<string> Unpinned(IEnumerable<string> lines) => lines.Where(line => Use().IsMatch(line) && !Pinned().IsMatch(line));

    [GeneratedRegex(@"\buses['""]?\s*:")]
    private static partial Regex Use();

    [GeneratedRegex(@"^\s*(- )?uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+(\.\d+)*$")]
    private static partial Regex Pinned();
}
