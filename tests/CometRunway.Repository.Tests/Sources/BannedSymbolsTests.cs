using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Sources;

/// <summary>The compiler enforces <c>tests/BannedSymbols.txt</c>. This test checks the exceptions.</summary>
public sealed class BannedSymbolsTests
{
    private const string Rule = "RS" + "0030";

    [Fact]
    public void Tests_SleepInOneFileOnly()
    {
        var exceptions = Directory.EnumerateFiles(RepositoryRoot.File("tests"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".editorconfig" && File.ReadAllText(file).Contains(Rule, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'));

        Assert.Equal(["tests/CometRunway.FaultCampaign/Runs/RealTime.cs"], exceptions);
    }
}
