using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CometRunway.FaultCampaign.Servers;

/// <summary>A server process and the MCP session over its standard input and output.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _calls = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private int _lastId;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Whether the server was killed.</summary>
    public bool WasKilled { get; private set; }

    public bool HasEnded => _gone.Task.IsCompleted;

    /// <summary>Starts the process. Call <see cref="InitializeAsync"/> next.</summary>
    public static ServerProcess Start(ServerProgram program, IReadOnlyDictionary<string, string> environment, string folder, Uri sandbox)
    {
        var start = new ProcessStartInfo(program.FileName, [.. program.Arguments, "--sandbox", sandbox.AbsoluteUri])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!);
        server._process.ErrorDataReceived += (_, line) => Note(folder, server, line.Data);
        server._process.BeginErrorReadLine();
        _ = server.ReadAsync();
        return server;
    }

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var parameters = new JsonObject
        {
            ["protocolVersion"] = "2025-06-18",
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "fault-campaign", ["version"] = "1" },
        };
        await RequestAsync("initialize", parameters, out _).WaitAsync(StartTimeout, cancellationToken);
        await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
    }

    /// <summary>Calls a tool and returns the request id for <see cref="CancelAsync"/>.</summary>
    public Task<JsonObject> CallAsync(string tool, JsonObject arguments, out int id) =>
        RequestAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments.DeepClone() }, out id);

    /// <summary>Cancels a call, as a client does at its timeout.</summary>
    public Task CancelAsync(int id) => SendAsync(new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["method"] = "notifications/cancelled",
        ["params"] = new JsonObject { ["requestId"] = id, ["reason"] = "timeout" },
    });

    /// <summary>Sends SIGKILL to the server or, as some hosts do, also to all processes below it.</summary>
    public void Kill(bool wholeTree = false)
    {
        if (HasEnded)
            return;
        WasKilled = true;
        _process.Kill(wholeTree);
    }

    /// <summary>Closes standard input, as a client that exits.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public void Signal(string name)
    {
        if (!HasEnded)
            using (var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
                kill.WaitForExit();
    }

    /// <summary>Waits for the exit.</summary>
    public Task WaitForExitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken).WaitAsync(timeout, cancellationToken);

    public void Dispose()
    {
        try
        {
            _process.Kill();
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // The process has already exited.
        }

        _process.Dispose();
        _writing.Dispose();
    }

    private Task<JsonObject> RequestAsync(string method, JsonObject parameters, out int id)
    {
        id = Interlocked.Increment(ref _lastId);
        return SendRequestAsync(id, new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
    }

    private async Task<JsonObject> SendRequestAsync(int id, JsonObject request)
    {
        var response = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = response;
        await SendAsync(request);
        await Task.WhenAny(response.Task, _gone.Task);
        _calls.TryRemove(id, out _);
        return response.Task.IsCompletedSuccessfully ? await response.Task : throw new ServerGoneException();
    }

    private async Task SendAsync(JsonObject message)
    {
        await _writing.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(message.ToJsonString());
            await _process.StandardInput.FlushAsync();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw new ServerGoneException();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (JsonNode.Parse(line) is JsonObject message && message["id"]?.GetValue<int>() is { } id && _calls.TryRemove(id, out var call))
                    call.TrySetResult(message);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or System.Text.Json.JsonException or InvalidOperationException)
        {
            // The last line may be truncated by a kill.
        }

        _gone.TrySetResult();
    }

    private static void Note(string folder, ServerProcess server, string? line)
    {
        if (line is not null)
            lock (server)
                File.AppendAllText(Path.Combine(folder, "stderr.txt"), $"[{server.Id}] {line}\n");
    }
}
