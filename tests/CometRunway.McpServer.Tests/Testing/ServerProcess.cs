using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The built server as a process of its own, as a chat client starts it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WireClient? _wire;

    private ServerProcess(Process process, bool readErrors)
    {
        _process = process;
        if (!readErrors)
            return;
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            _errors.Enqueue(line.Data);
            Interlocked.Exchange(ref _said, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>The program: what was built beside these tests, in the same configuration.</summary>
    public static string Program { get; } = Built("CometRunway.McpServer", "comet-runway-mcp.dll");

    /// <summary>The same program with one thing changed, which its first argument names.</summary>
    public static string Variant { get; } = Built("CometRunway.VariantServer", "CometRunway.VariantServer.dll");

    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
        .First(File.Exists);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it said to people.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Waits until it has said something to people.</summary>
    public async Task SaidAsync(string words)
    {
        while (true)
        {
            var more = Volatile.Read(ref _said).Task;
            if (_errors.Any(line => line.Contains(words, StringComparison.Ordinal)))
                return;
            await more.WithTestTimeout(Token);
        }
    }

    /// <summary>The conversation with it.</summary>
    public WireClient Wire => _wire ?? throw new InvalidOperationException("Nobody has greeted it.");

    public static ServerProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null, string? folder = null) =>
        StartAs(DotNet, [Program, .. arguments], variables, folder);

    /// <summary>Starts any command, for what a client's own configuration says.</summary>
    public static ServerProcess StartAs(string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null, string? folder = null, bool readErrors = true)
    {
        // A shell may have told these tests to ignore signals (nohup, a job in the background), and a child would inherit that.
        var withSignals = OperatingSystem.IsLinux() && Path.IsPathFullyQualified(command);
        var start = new ProcessStartInfo(withSignals ? "/usr/bin/env" : command, withSignals ? ["--default-signal=HUP,INT,QUIT,TERM", command, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? TestUser.Home,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new(Process.Start(start)!, readErrors);
    }

    /// <summary>Starts one on a lab's sandbox and begins a conversation.</summary>
    public static async Task<ServerProcess> TalkAsync(SandboxLab sandbox, string era = Eras.LastWithHandshake) =>
        await Start([], ServerVariables.For(sandbox)).GreetAsync(era);

    /// <summary>The same with a changed server; whether somebody reads what it says to people is up to the test.</summary>
    public static async Task<ServerProcess> TalkToVariantAsync(string variant, SandboxLab sandbox, bool readErrors = true) =>
        await StartAs(DotNet, [Variant, variant], ServerVariables.For(sandbox), readErrors: readErrors).GreetAsync();

    /// <summary>Begins a conversation.</summary>
    public async Task<ServerProcess> GreetAsync(string era = Eras.LastWithHandshake)
    {
        _wire = await WireClient.GreetAsync(_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream, era);
        return this;
    }

    /// <summary>The client goes away.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Writes a line that nobody waits for the answer to.</summary>
    public async Task SendUnreadAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), Token);
        await _process.StandardInput.FlushAsync(Token);
    }

    /// <summary>Sends a signal by its short name, such as TERM.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>SIGKILL, to it alone.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end, judges its last words, and gives the exit code.</summary>
    public async Task<int> EndedAsync(TimeSpan? atMost = null)
    {
        await _process.WaitForExitAsync(Token).WaitAsync(atMost ?? TestTimeout.Limit, Token);
        if (_wire is not null)
            await _wire.Ended.WithTestTimeout(Token);
        Assert.All(Errors, line => Assert.DoesNotContain(SandboxLab.Key, line, StringComparison.Ordinal));
        return _process.ExitCode;
    }

    /// <summary>Runs it to its end with nothing to read, and gives all it said.</summary>
    public static async Task<(int Code, string Output, IReadOnlyList<string> Errors)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        await using var server = Start(arguments, variables);
        server.CloseInput();
        var output = await server._process.StandardOutput.ReadToEndAsync(Token).WithTestTimeout(Token);
        return (await server.EndedAsync(), output, server.Errors);
    }

    /// <summary>The processes it started, where the system tells.</summary>
    public IReadOnlyList<Process> Children() =>
    [
        .. File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(id => Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture))),
    ];

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        if (_wire is not null)
            await _wire.DisposeAsync();
        _process.Dispose();
    }

    private static string Built(string project, string file)
    {
        // artifacts/bin/PROJECT/CONFIGURATION, for these tests as for the server.
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built in this configuration.", path);
    }
}
