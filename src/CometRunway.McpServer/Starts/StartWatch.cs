using CometRunway.McpServer.Hosting;
using CometRunway.Options;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Starts;

/// <summary>Leaves one record of this start once the client has said who it is. No request waits for it.</summary>
internal sealed class StartWatch(StartJournal journal, IOptions<CometRunwayOptions> options, TimeProvider time, string workingFolder)
{
    private const int LongestName = 100;

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _noted;

    /// <summary>Looks at who speaks; old clients say it once at the beginning, new ones with every request.</summary>
    public McpMessageHandler Filter(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        await next(context, cancellationToken);
        if (Volatile.Read(ref _noted) == 0 && (context.JsonRpcMessage.Context?.ClientInfo ?? context.Server.ClientInfo) is { } client)
            Note(client);
    };

    /// <summary>The conversation is over: what is not written yet is written now.</summary>
    public Task EndAsync(Implementation? client)
    {
        Note(client);
        return _written.Task;
    }

    private void Note(Implementation? client)
    {
        if (Interlocked.Exchange(ref _noted, 1) != 0)
            return;
        _ = Task.Run(() =>
        {
            try
            {
                journal.Append(Record(client));
            }
            finally
            {
                _written.SetResult();
            }
        });
    }

    private StartRecord Record(Implementation? client) => new()
    {
        At = _startedAt,
        Version = ServerInfo.Version,
        Client = Cap(client?.Name),
        ClientVersion = Cap(client?.Version),
        WorkingFolder = workingFolder,
        Program = Environment.ProcessPath,
        Service = options.Value.BaseAddress.GetLeftPart(UriPartial.Authority),
        Key = options.Value.ApiKey is not null ? "set" : options.Value.ApiKeyWasPlaceholder ? "placeholder" : "missing",
    };

    private static string? Cap(string? text) => text is { Length: > LongestName } ? text[..LongestName] : text;
}
