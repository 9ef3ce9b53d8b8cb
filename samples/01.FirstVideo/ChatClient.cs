using System.Globalization;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Spectre.Console;

namespace FirstVideo;

/// <summary>A minimal chat client: starts the server as a child process, lists its tools, calls them and shows their progress.</summary>
internal sealed class ChatClient : IAsyncDisposable
{
    private readonly McpClient _server;

    private ChatClient(McpClient server) => _server = server;

    /// <summary>Starts the server that was built with this sample. The variables are added to this process's environment; null removes one.</summary>
    public static async Task<ChatClient> StartAsync(Uri? sandbox, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        // artifacts/bin/FirstVideo/debug -> artifacts/bin/CometRunway.McpServer/debug
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "CometRunway.McpServer", configuration, "comet-runway-mcp.dll"));
        return new(await McpClient.CreateAsync(
            new StdioClientTransport(new()
            {
                Name = "comet-runway",
                Command = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                Arguments = sandbox is null ? [program] : [program, "--sandbox", sandbox.ToString()],
                EnvironmentVariables = variables.ToDictionary(),
                StandardErrorLines = line =>
                {
                    // After Ctrl+C, which the server receives too, it only reports that its calls were cancelled.
                    if (!cancellationToken.IsCancellationRequested)
                        Console.Error.WriteLine(line);
                },
            }),
            cancellationToken: cancellationToken));
    }

    public async Task<IEnumerable<(string Name, string FirstSentence)>> ListToolsAsync(CancellationToken cancellationToken) =>
        (await _server.ListToolsAsync(cancellationToken: cancellationToken)).Select(t => (t.Name, t.Description[..(t.Description.IndexOf('.') + 1)]));

    /// <summary>Calls a tool. If the server refuses the call, the message of the reply explains why.</summary>
    /// <exception cref="InvalidOperationException">The reply is an error. The message comes from the server.</exception>
    public async Task<JsonElement> CallAsync(string tool, Dictionary<string, object?> arguments, IProgress<ProgressNotificationValue>? progress, CancellationToken cancellationToken)
    {
        var result = await _server.CallToolAsync(tool, arguments, progress, cancellationToken: cancellationToken);
        var text = result.Content.OfType<TextContentBlock>().First().Text;
        if (result.IsError is not true)
            return JsonElement.Parse(text);
        throw new InvalidOperationException(text.StartsWith('{') ? JsonElement.Parse(text).GetProperty("message").GetString() : text);
    }

    /// <summary>Calls get_video until the video is finished. Shows a progress bar in a terminal and plain lines otherwise.</summary>
    public async Task<JsonElement> WaitAsync(string handle, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
            return await WaitAsync(handle, new Listener(p => Console.WriteLine(Line(p))), cancellationToken);
        return await AnsiConsole.Progress()
            .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async screen =>
            {
                var bar = screen.AddTask("waiting");
                var reply = await WaitAsync(handle, new Listener(p => Show(bar, p.Progress, p.Message ?? "")), cancellationToken);
                Show(bar, 100, "done");
                return reply;
            });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<JsonElement> WaitAsync(string handle, Listener progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            // A call returns before chat clients time out (60 s), with finished: false if the task is still running.
            var reply = await CallAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 45 }, progress, cancellationToken);
            if (reply.GetProperty("finished").GetBoolean())
                return reply;
        }
    }

    private static void Show(ProgressTask bar, double percent, string text)
    {
        bar.Value = percent;
        bar.Description = Markup.Escape(text);
    }

    private static string Line(ProgressNotificationValue p) => string.Create(CultureInfo.InvariantCulture, $"  {p.Progress,3:0} %  {p.Message}");

    /// <summary>Reports progress in the order of arrival, which <see cref="Progress{T}"/> does not guarantee.</summary>
    private sealed class Listener(Action<ProgressNotificationValue> report) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => report(value);
    }
}
