using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The built server as a separate process, as a chat client starts it.</summary>
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

    /// <summary>The program that was built with these tests, in the same configuration.</summary>
    public static string Program { get; } = Built("CometRunway.McpServer", "comet-runway-mcp.dll");

    /// <summary>The variant server, whose first argument names the change.</summary>
    public static string Variant { get; } = Built("CometRunway.VariantServer", "CometRunway.VariantServer.dll");

    /// <summary>The sandbox program.</summary>
    public static string SandboxProgram { get; } = Built("CometRunway.Sandbox.Tool", "comet-runway-sandbox.dll");

    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
        .First(File.Exists);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>The standard error of the server.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Waits until the server has written to standard error.</summary>
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

    /// <summary>The connection to the server.</summary>
    public WireClient Wire => _wire ?? throw new InvalidOperationException("Nobody has greeted it.");

    public static ServerProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null, string? folder = null) =>
        StartAs(DotNet, [Program, .. arguments], variables, folder);

    /// <summary>Starts any command, such as the command in a client's configuration.</summary>
    public static ServerProcess StartAs(string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null, string? folder = null, bool readErrors = true)
    {
        // The shell may ignore signals (nohup, background jobs), and a child process would inherit that.
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

    /// <summary>Starts a server with the sandbox of a lab and connects.</summary>
    public static async Task<ServerProcess> TalkAsync(SandboxLab sandbox, string version = ProtocolVersions.LastWithHandshake) =>
        await Start([], ServerVariables.For(sandbox)).GreetAsync(version);

    /// <summary>Starts a variant server. The test decides whether standard error is read.</summary>
    public static async Task<ServerProcess> TalkToVariantAsync(string variant, SandboxLab sandbox, bool readErrors = true) =>
        await StartAs(DotNet, [Variant, variant], ServerVariables.For(sandbox), readErrors: readErrors).GreetAsync();

    /// <summary>Connects to the server.</summary>
    public async Task<ServerProcess> GreetAsync(string version = ProtocolVersions.LastWithHandshake)
    {
        _wire = await WireClient.GreetAsync(_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream, version);
        return this;
    }

    /// <summary>Closes the input, as a client that disconnects.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Writes a line without waiting for a response.</summary>
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

    /// <summary>Sends SIGKILL to this process only.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the end, checks the remaining output, and returns the exit code.</summary>
    public async Task<int> EndedAsync(TimeSpan? atMost = null)
    {
        await _process.WaitForExitAsync(Token).WaitAsync(atMost ?? TestTimeout.Limit, Token);
        if (_wire is not null)
            await _wire.Ended.WithTestTimeout(Token);
        Assert.All(Errors, line => Assert.DoesNotContain(SandboxLab.Key, line, StringComparison.Ordinal));
        return _process.ExitCode;
    }

    /// <summary>Runs the server to its end without input, and returns all output.</summary>
    public static async Task<(int Code, string Output, IReadOnlyList<string> Errors)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        await using var server = Start(arguments, variables);
        server.CloseInput();
        var output = await server._process.StandardOutput.ReadToEndAsync(Token).WithTestTimeout(Token);
        return (await server.EndedAsync(), output, server.Errors);
    }

    /// <summary>The child processes, if the system provides them.</summary>
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
        // artifacts/bin/PROJECT/CONFIGURATION, for both these tests and the server.
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built in this configuration.", path);
    }
}
