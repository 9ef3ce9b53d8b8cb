using CometRunway.McpServer.SandboxChild;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.McpServer.Tests.SandboxChild;

/// <summary>The sandbox and dotnet are found by full paths only.</summary>
public sealed class SandboxProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("comet-runway-sandbox")]
    [InlineData("./comet-runway-sandbox")]
    [InlineData("sub/comet-runway-sandbox.dll")]
    public void Find_VariableIsNotFullPath_IsRejectedWithName(string value)
    {
        var error = Assert.Throws<SandboxStartException>(() => SandboxProgram.Find(Variables((SandboxProgram.Variable, value)), _folder.Path));

        Assert.Contains(SandboxProgram.Variable, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_VariableIsNotExecutable_IsRejected()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no such permission.");
        var file = Path.Combine(_folder.Path, "comet-runway-sandbox");
        File.WriteAllText(file, "");

        var error = Assert.Throws<SandboxStartException>(() => SandboxProgram.Find(Variables((SandboxProgram.Variable, file)), _folder.Path));

        Assert.Contains(SandboxProgram.Variable, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_EveryProblem_SaysWhatIsKept()
    {
        var sentences = new Sentences("sandbox-start");

        sentences.Add("no full path", Refusal((SandboxProgram.Variable, "comet-runway-sandbox")));
        sentences.Add("no program", Refusal((SandboxProgram.Variable, Path.Combine(_folder.Path, "none"))));
        sentences.Verify();

        string Refusal(params (string, string)[] variables) =>
            Assert.Throws<SandboxStartException>(() => SandboxProgram.Find(Variables(variables), Path.Combine(_folder.Path, "nothing", "here", "debug"))).Message;
    }

    [Fact]
    public void Find_PathWithRelativeFolders_UsesOnlyFullPaths()
    {
        var program = Program("comet-runway-sandbox");
        var path = string.Join(Path.PathSeparator, ".", "", "sub", _folder.Path);

        Assert.Equal(program, SandboxProgram.Find(Variables(("PATH", path)), Path.Combine(_folder.Path, "nothing", "here", "debug")));
    }

    [Theory]
    [InlineData("dotnet")]
    [InlineData("./dotnet")]
    public void DotNet_HostPathIsRelative_IsIgnored(string value) =>
        Assert.Null(DotNetHost.Find(Variables(("DOTNET_HOST_PATH", value), ("PATH", ".")), "/opt/comet-runway-mcp"));

    [Fact]
    public void DotNet_CurrentProcess_IsUsed() => Assert.Equal("/opt/dotnet/dotnet", DotNetHost.Find(Variables(("PATH", ".")), "/opt/dotnet/dotnet"));

    [Fact]
    public void DotNet_HostPathAndPath_HostPathTakesPrecedence()
    {
        var onPath = Program("dotnet");
        var host = Program("host", "dotnet");

        Assert.Equal(host, DotNetHost.Find(Variables(("DOTNET_HOST_PATH", host), ("PATH", _folder.Path)), "/opt/comet-runway-mcp"));
        Assert.Equal(onPath, DotNetHost.Find(Variables(("PATH", _folder.Path)), null));
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;

    private string Program(params string[] path)
    {
        var file = Path.Combine([_folder.Path, .. path]) + (OperatingSystem.IsWindows() ? ".exe" : "");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
