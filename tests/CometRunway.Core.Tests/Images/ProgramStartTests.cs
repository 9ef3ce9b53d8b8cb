using CometRunway.Processes;

namespace CometRunway.Core.Tests.Images;

/// <summary>A program that we start, and the programs it starts in turn, never come from the folder a client started us in.</summary>
public sealed class ProgramStartTests
{
    [Fact]
    public void Apart_AnyProgram_HasNoRelativeFolderOnItsPathAndWorksInItsOwnFolder()
    {
        var program = Path.Combine(Path.GetTempPath(), "programs", "one");

        var start = ProgramStart.CreateStartInfo(program, []);

        Assert.Equal(Path.GetDirectoryName(program), start.WorkingDirectory);
        Assert.All(start.Environment["PATH"]!.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), folder => Assert.True(Path.IsPathFullyQualified(folder)));
        Assert.DoesNotContain("COMETAPI_KEY", start.Environment.Keys);
    }

    [Theory]
    [InlineData(".", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData(".:rel:/usr/bin::/bin", "/usr/bin:/bin")]
    public void FullFolders_OfASearchPath_LeavesTheRelativeOut(string? path, string full)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows separates and writes folders in another way.");

        Assert.Equal(full, ProgramSearch.FullFolders(path));
    }
}
