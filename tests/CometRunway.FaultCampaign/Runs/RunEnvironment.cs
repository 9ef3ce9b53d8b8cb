using System.Diagnostics;
using System.Globalization;
using CometRunway.FaultCampaign.Agents;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>The folder, the servers and the sandbox of a run.</summary>
internal sealed class RunEnvironment : IDisposable
{
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Lock _logging = new();
    private CancellationTokenSource _createsCancelled = new();

    public RunEnvironment(string folder, SandboxProcess sandbox, ServerProgram program, int servers)
    {
        (Folder, Sandbox, Program) = (folder, sandbox, program);
        foreach (var name in (string[])[Home, Output, Path.Combine(folder, "Pictures")])
            Directory.CreateDirectory(name);
        File.WriteAllBytes(Path.Combine(folder, "Pictures", TestImage.FileName), TestImage.Png);
        Slots = [.. Enumerable.Range(0, servers).Select(_ => new ServerSlot(StartServer))];
    }

    public string Folder { get; }

    /// <summary>The ledger folder.</summary>
    public string Home => Path.Combine(Folder, "state");

    /// <summary>The video folder.</summary>
    public string Output => Path.Combine(Folder, "videos");

    /// <summary>The file with the clock offset of a server with an adjustable clock.</summary>
    private string Clock => Path.Combine(Folder, "clock.txt");

    public SandboxProcess Sandbox { get; }

    public ServerProgram Program { get; set; }

    /// <summary>Additional environment variables of servers that are started later.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public IReadOnlyList<ServerSlot> Slots { get; }

    /// <summary>The servers to kill: all, or only the first, so that the other one must take over its tasks.</summary>
    public IEnumerable<ServerSlot> KillTargets => KillsFirstOnly ? Slots.Take(1) : Slots;

    /// <summary>Whether only the first server is killed.</summary>
    public bool KillsFirstOnly { get; init; }

    public RunRecord RunRecord { get; } = new();

    /// <summary>Completes when agents that restart may do so.</summary>
    public Task AgentsRestart { get; set; } = Task.CompletedTask;

    public CancellationToken CreatesCancelled => _createsCancelled.Token;

    /// <summary>Cancels all pending creates at the clients.</summary>
    public void CancelCreates() => Interlocked.Exchange(ref _createsCancelled, new CancellationTokenSource()).Cancel();

    /// <summary>Sets the clock of servers with an adjustable clock to this number of seconds after the system clock.</summary>
    public void SetClock(double seconds)
    {
        var half = Clock + ".half";
        File.WriteAllText(half, seconds.ToString(CultureInfo.InvariantCulture));
        File.Move(half, Clock, overwrite: true);
    }

    public ServerProcess StartServer()
    {
        Dictionary<string, string> environment = new(Environment)
        {
            ["HOME"] = Folder,
            ["COMETRUNWAY_HOME_DIRECTORY"] = Home,
            ["COMETRUNWAY_OUTPUT_DIRECTORY"] = Output,
            ["COMETRUNWAY_POLL_INTERVAL"] = "0.1",
            ["COMETRUNWAY_MAX_TASKS_PER_HOUR"] = "unlimited",
            ["COMETRUNWAY_MAX_TASKS_PER_DAY"] = "unlimited",
            ["COMETRUNWAY_MAX_SECONDS_PER_DAY"] = "unlimited",
            // Servers run for seconds only, so recompiling hot code does not pay off.
            ["DOTNET_TieredPGO"] = "0",
            ["CAMPAIGN_CLOCK"] = Clock,
        };
        var server = ServerProcess.Start(Program, environment, Folder, Sandbox.Address);
        Log($"server {server.Id} started");
        return server;
    }

    public void Log(string message)
    {
        lock (_logging)
            File.AppendAllText(Path.Combine(Folder, "log.txt"), FormattableString.Invariant($"{_since.Elapsed.TotalSeconds:0.000} {message}\n"));
    }

    public void Dispose()
    {
        foreach (var slot in Slots)
            slot.Dispose();
        _createsCancelled.Dispose();
    }
}
