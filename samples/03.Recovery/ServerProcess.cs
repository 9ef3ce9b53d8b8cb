using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Recovery;

/// <summary>The server as a process that can be killed, with the connection of a chat client.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly McpClient _client;

    private ServerProcess(Process process, McpClient client)
    {
        _process = process;
        _client = client;
    }

    public int Id => _process.Id;

    /// <summary>Starts the server that was built with this sample. The folder contains its ledger and videos.</summary>
    public static async Task<ServerProcess> StartAsync(Uri sandbox, string folder, CancellationToken cancellationToken)
    {
        // artifacts/bin/Recovery/debug -> artifacts/bin/CometRunway.McpServer/debug
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "CometRunway.McpServer", configuration, "comet-runway-mcp.dll"));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "--sandbox", sandbox.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["COMETRUNWAY_HOME_DIRECTORY"] = Path.Combine(folder, ".sandbox");
        start.Environment["COMETRUNWAY_OUTPUT_DIRECTORY"] = folder;
        start.Environment["COMETRUNWAY_ALLOWED_DIRECTORIES"] = folder;
        start.Environment["COMETRUNWAY_POLL_INTERVAL"] = "1";
        start.Environment.Remove("COMETAPI_KEY");
        var process = Process.Start(start)!;
        try
        {
            var pipes = new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
            return new(process, await McpClient.CreateAsync(pipes, cancellationToken: cancellationToken));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Calls a tool and returns its reply.</summary>
    /// <exception cref="InvalidOperationException">The reply is an error. The message comes from the server.</exception>
    public async Task<JsonElement> CallAsync(string tool, Dictionary<string, object?> arguments, IProgress<ProgressNotificationValue>? progress, CancellationToken cancellationToken)
    {
        var result = await _client.CallToolAsync(tool, arguments, progress, cancellationToken: cancellationToken);
        var text = result.Content.OfType<TextContentBlock>().First().Text;
        if (result.IsError is not true)
            return JsonElement.Parse(text);
        throw new InvalidOperationException(text.StartsWith('{') ? JsonElement.Parse(text).GetProperty("message").GetString() : text);
    }

    /// <summary>Kills the process without a signal that it could handle and without clean-up.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
    }
}
