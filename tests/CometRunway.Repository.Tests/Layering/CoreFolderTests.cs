using System.Text.RegularExpressions;
using CometRunway.Repository.Tests.Sources;

namespace CometRunway.Repository.Tests.Layering;

/// <summary>The folders of Core have an order, and each uses only those before it: the table of docs/architecture.md, as code.</summary>
public sealed class CoreFolderTests
{
    private const string Core = "CometRunway.Core";

    private static readonly string[] Order =
    [
        "Text", "Options", "Errors", "Callers", "Diagnostics", "Processes", "Net", "Mp4",
        "Api", "Catalog", "Images", "Requests", "Store", "Videos", "Tasks", "Hosting",
    ];

    [Fact]
    public void Folders_OfCore_AreThoseOfTheOrder()
    {
        var folders = CoreFiles.Select(file => file.Folders.FirstOrDefault() ?? "").Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Order.Order(StringComparer.Ordinal), folders);
    }

    [Fact]
    public void Folders_OfCore_UseOnlyThoseBeforeThem() => Assert.Empty(CoreFiles.SelectMany(Violations));

    [Fact]
    public void Store_UsesItsInterfaceAndNotItsDatabase()
    {
        var users = CoreFiles
            .Where(file => file.Folders is not ["Store", "Sqlite", ..] and not ["Hosting", ..])
            .Where(file => file.Uses("CometRunway.Store.Sqlite"))
            .Select(file => file.Path);

        Assert.Empty(users);
    }

    [Theory]
    [InlineData("using CometRunway.Tasks;", "Tasks")]
    [InlineData("using static CometRunway.Hosting.Thing;", "Hosting")]
    [InlineData("class C { CometRunway.Videos.Thing thing; }", "Videos")]
    public void Violations_OfAStoreThatUsesWhatStandsAbove_AreFound(string text, string folder)
    {
        var file = new SourceFile($"src/{Core}/Store/Bad.cs", text);

        Assert.Equal($"src/{Core}/Store/Bad.cs uses {folder}", Assert.Single(Violations(file)));
    }

    private static IEnumerable<SourceFile> CoreFiles => SourceFile.All.Where(file => file.Project == Core);

    private static IEnumerable<string> Violations(SourceFile file)
    {
        var level = Array.IndexOf(Order, file.Folders.FirstOrDefault());
        return Regex.Matches(file.Text, @"\bCometRunway\.(\w+)")
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Where(used => Array.IndexOf(Order, used) > level)
            .Select(used => $"{file.Path} uses {used}");
    }
}
