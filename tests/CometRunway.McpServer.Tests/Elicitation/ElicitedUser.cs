using System.Text.Json;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Elicitation;

/// <summary>A user of the SDK's client who is asked, and a server whose limit of one task per hour is reached.</summary>
internal sealed class ElicitedUser(PipedServer server, McpClient client, List<ElicitRequestParams> questions) : IAsyncDisposable
{
    public static readonly ElicitResult Yes = new() { Action = "accept", Content = new Dictionary<string, JsonElement> { ["allow"] = JsonElement.Parse("true") } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public PipedServer Server => server;

    public IReadOnlyList<ElicitRequestParams> Questions => questions;

    public static async Task<ElicitedUser> StartAsync(string version, Func<CancellationToken, Task<ElicitResult>> answer, string limit = "1", Action<IServiceCollection>? change = null)
    {
        var server = await PipedServer.StartAsync(variables: new() { ["COMETRUNWAY_MAX_TASKS_PER_HOUR"] = limit }, change: change);
        var questions = new List<ElicitRequestParams>();
        var options = new McpClientOptions
        {
            ProtocolVersion = version,
            InitializationTimeout = TestTimeout.Limit,
            DiscoverProbeTimeout = TestTimeout.Limit,
            Capabilities = new() { Elicitation = new() { Form = new() } },
            Handlers = new()
            {
                ElicitationHandler = async (question, cancellationToken) =>
                {
                    questions.Add(question!);
                    return await answer(cancellationToken);
                },
            },
        };
        var person = new ElicitedUser(server, await McpClient.CreateAsync(new StreamClientTransport(server.Input, server.Output), options, cancellationToken: Token), questions);
        if (limit == "1")
            ChatClient.Answer(await person.CreateAsync(("seed", 1)));
        return person;
    }

    public async Task<CallToolResult> CreateAsync(params (string Name, object? Value)[] more) =>
        await client.CallToolAsync("create_video_from_image", ChatClient.Request(more), cancellationToken: Token).AsTask().WithTestTimeout(Token);

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }
}
