using CometRunway.McpServer.Commands;
using CometRunway.McpServer.Setup;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.McpServer.Tests.Setup;

public sealed class SetupTextTests
{
    private static readonly StartCommand Start = new("/opt/comet-runway-mcp", []);

    [Fact]
    public void ClientsPage_Page_MatchesTheTable() => Snapshot.VerifyPage("docs/clients.md", ClientsPage.Text());

    [Fact]
    public async Task Setup_WithoutClient_ListsAllClients()
    {
        var (code, output, _) = await RunAsync("setup");

        Assert.Equal(0, code);
        Assert.All(ClientGuides.All, guide => Assert.Contains($"  {guide.Id} ", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setup_UnknownClient_ExplainsHowToListClients()
    {
        var (code, output, errors) = await RunAsync("setup", "emacs");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains("\"emacs\"", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_Client_PrintsRunnableProgram()
    {
        var (code, output, _) = await RunAsync("setup", "cursor");

        Assert.Equal(0, code);
        Assert.Contains(Environment.ProcessPath!, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_Remove_PrintsRemainingFiles()
    {
        using var home = new TempFolder();
        var (code, output, _) = await RunAsync(["setup", "vscode", "--remove"], ("COMETRUNWAY_HOME_DIRECTORY", home.Path));

        Assert.Equal(0, code);
        Assert.Contains(home.Path, output, StringComparison.Ordinal);
        Assert.Contains("\"comet-runway\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"command\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ClaudeDesktopOnWindows_PrintsPackagedAppFileFirst()
    {
        using var user = new TempFolder();
        var package = Path.Combine(user.Folder("Local"), "Packages", "Claude_other");
        Directory.CreateDirectory(package);
        var folders = new UserFolders(SystemKind.Windows, @"C:\Users\a~1", @"C:\Users\a~1\AppData\Roaming", Path.Combine(user.Path, "Local"));

        var text = SetupText.Add(ClientGuides.Find("claude-desktop")!, Start, sandbox: false, folders);

        Assert.Contains("Claude_other", text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains(@"C:\Users\a~1\AppData\Roaming\Claude\claude_desktop_config.json", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Library", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_VisualStudioOnLinux_ReportsNotAvailable()
    {
        var text = SetupText.Add(ClientGuides.Find("visual-studio")!, Start, sandbox: false, new UserFolders(SystemKind.Linux, "/home/a", "/home/a/.config", "/home/a/.local"));

        // The file where it would be, and nothing to put into it.
        Assert.All(ClientGuides.Find("visual-studio")!.Places, place => Assert.Contains(place.Path, text, StringComparison.Ordinal));
        Assert.DoesNotContain(ClientEntry.ServerName, text, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var values = environment.ToDictionary(pair => pair.Name, pair => pair.Value);
        var code = await CommandLineApp.RunAsync(arguments, values, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
