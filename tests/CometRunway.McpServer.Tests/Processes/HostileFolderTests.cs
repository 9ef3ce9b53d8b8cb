using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Files;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>A client can start the server in any project folder. Programs in that folder must never run.</summary>
[Collection(SequentialTests.Name)]
public sealed class HostileFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public HostileFolderTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are scripts.");
        foreach (var name in (string[])["dotnet", "comet-runway-sandbox"])
        {
            foreach (var folder in (string[])[_folder.Path, Path.Combine(_folder.Path, "sub")])
                Script(Path.Combine(folder, name), $"#!/bin/sh\necho {name} >> '{Marker}'\n");
        }
    }

    private string Marker => Path.Combine(_folder.Path, "ran");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("comet-runway-sandbox")]
    [InlineData("./comet-runway-sandbox")]
    public async Task Sandbox_VariableIsNotFullPath_IsRejectedAndNothingRuns(string value)
    {
        var (code, error) = await EndAsync(new() { ["COMETRUNWAY_SANDBOX_EXE"] = value, ["PATH"] = ".:sub:/usr/bin:/bin" });

        Assert.Equal(3, code);
        Assert.Contains("COMETRUNWAY_SANDBOX_EXE", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Marker));
    }

    [Fact]
    public async Task Sandbox_AssemblyWithDotNetInFolderOnly_IsRejectedAndNothingRuns()
    {
        var (code, error) = await EndAsync(new() { ["COMETRUNWAY_SANDBOX_EXE"] = Sandbox, ["PATH"] = ".:sub:", ["DOTNET_HOST_PATH"] = "./dotnet" });

        Assert.Equal(3, code);
        Assert.Contains("dotnet", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Marker));
    }

    [Fact]
    public async Task Sandbox_FolderFirstOnPath_RealSandboxRuns()
    {
        var variables = Variables(new() { ["PATH"] = $".:sub:{Environment.GetEnvironmentVariable("PATH")}" });
        await using var server = await ServerProcess.StartAs(AppHost, ["--sandbox"], variables, _folder.Path).GreetAsync();

        var created = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request(TestUser.Image)));
        server.CloseInput();

        Assert.True(created.GetProperty("created").GetBoolean());
        Assert.Equal(0, await server.EndedAsync());
        Assert.False(File.Exists(Marker));
    }

    [Fact]
    public async Task Sandbox_ExitsAtOnce_ErrorHasItsOutput()
    {
        var broken = Path.Combine(_folder.Path, "broken");
        Script(broken, "#!/bin/sh\necho 'no port is free' >&2\necho 'so it ends' >&2\nexit 1\n");

        var (code, error) = await EndAsync(new() { ["COMETRUNWAY_SANDBOX_EXE"] = broken });

        Assert.Equal(3, code);
        Assert.Contains("free | so it", error, StringComparison.Ordinal);
    }

    /// <summary>Starts the executable instead of dotnet, because dotnet would also be used to run the sandbox.</summary>
    private static string AppHost => Path.ChangeExtension(ServerProcess.Program, null);

    private static string Sandbox => ServerProcess.Program.Replace("CometRunway.McpServer", "CometRunway.Sandbox.Tool", StringComparison.Ordinal).Replace("comet-runway-mcp", "comet-runway-sandbox", StringComparison.Ordinal);

    private static Dictionary<string, string> Variables(Dictionary<string, string> more) =>
        new(more) { ["DOTNET_ROOT"] = DotNetRoot, ["COMETRUNWAY_OUTPUT_DIRECTORY"] = Path.Combine(TestUser.Home, "videos") };

    private static string DotNetRoot => Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private async Task<(int Code, string Error)> EndAsync(Dictionary<string, string> variables)
    {
        await using var server = ServerProcess.StartAs(AppHost, ["--sandbox"], Variables(variables), _folder.Path);
        server.CloseInput();
        return (await server.EndedAsync(), Assert.Single(server.Errors));
    }

    private static void Script(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
