using System.Diagnostics;
using CometRunway.Diagnostics;
using CometRunway.FaultCampaign.Agents;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;
using CometRunway.Tasks.Polling;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>Where a run takes place: its folder, its servers, the sandbox, and what troubles may touch.</summary>
internal sealed class Stage : IDisposable
{
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Lock _logging = new();
    private CancellationTokenSource _createsCancelled = new();

    public Stage(string folder, SandboxProcess sandbox, ServerProgram program, int servers)
    {
        (Folder, Sandbox, Program) = (folder, sandbox, program);
        foreach (var name in (string[])[Home, Output, Path.Combine(folder, "Pictures")])
            Directory.CreateDirectory(name);
        File.WriteAllBytes(Path.Combine(folder, "Pictures", TestImage.FileName), TestImage.Png);
        Slots = [.. Enumerable.Range(0, servers).Select(_ => new ServerSlot(StartServer, Books.Greeted))];
    }

    public string Folder { get; }

    /// <summary>The ledger's folder.</summary>
    public string Home => Path.Combine(Folder, "state");

    /// <summary>The folder of videos.</summary>
    public string Output => Path.Combine(Folder, "videos");

    /// <summary>The file by which a server with a movable clock goes.</summary>
    public string Clock => Path.Combine(Folder, "clock.txt");

    public SandboxProcess Sandbox { get; }

    public ServerProgram Program { get; set; }

    /// <summary>More environment for servers that start from now on.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public IReadOnlyList<ServerSlot> Slots { get; }

    /// <summary>Whose servers are killed: all, or only the first, so that the other one must take over what it left.</summary>
    public IEnumerable<ServerSlot> Victims => KillsOneOnly ? Slots.Take(1) : Slots;

    /// <inheritdoc cref="Victims"/>
    public bool KillsOneOnly { get; init; }

    public Books Books { get; } = new();

    public CancellationToken CreatesCancelled => _createsCancelled.Token;

    /// <summary>Every client gives up the creates it waits for.</summary>
    public void CancelCreates() => Interlocked.Exchange(ref _createsCancelled, new CancellationTokenSource()).Cancel();

    public ServerProcess StartServer()
    {
        Dictionary<string, string> environment = new(Environment)
        {
            ["HOME"] = Folder,
            ["COMETRUNWAY_HOME"] = Home,
            ["COMETRUNWAY_OUTPUT_DIR"] = Output,
            ["COMETRUNWAY_POLL_INTERVAL"] = "0.1",
            ["COMETRUNWAY_MAX_TASKS_PER_HOUR"] = "unlimited",
            ["COMETRUNWAY_MAX_TASKS_PER_DAY"] = "unlimited",
            ["COMETRUNWAY_MAX_SECONDS_PER_DAY"] = "unlimited",
            // Servers live for seconds here: code that is compiled twice for speed would cost more than it saves.
            ["DOTNET_TieredPGO"] = "0",
            ["CAMPAIGN_CLOCK"] = Clock,
        };
        var server = ServerProcess.Start(Program, environment, Folder, Sandbox.Address);
        Log($"server {server.Id} started");
        return server;
    }

    public void Log(string what)
    {
        lock (_logging)
            File.AppendAllText(Path.Combine(Folder, "log.txt"), FormattableString.Invariant($"{_since.Elapsed.TotalSeconds:0.000} {what}\n"));
    }

    public void Dispose()
    {
        foreach (var slot in Slots)
            slot.Dispose();
        _createsCancelled.Dispose();
    }
}
