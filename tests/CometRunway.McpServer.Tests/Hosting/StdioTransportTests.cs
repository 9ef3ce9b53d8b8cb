using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using CometRunway.McpServer.Hosting;
using CometRunway.TestKit.Waiting;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Hosting;

public sealed class StdioTransportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An answer that the client does not read still counts, or the answers to a client that only writes fill the memory.</summary>
    [Fact]
    public async Task Requests_WhoseAnswersAreNotRead_CountUntilTheyAre()
    {
        var (input, output) = (new Pipe(), new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1)));
        await using var transport = new StdioTransport(input.Reader.AsStream(), output.Writer.AsStream());
        var answers = new List<Task>();
        for (var id = 0; id < RequestsInFlight.MaxCount; id++)
        {
            await SendAsync(input, id);
            var request = Assert.IsType<JsonRpcRequest>(await transport.MessageReader.ReadAsync(Token).AsTask().WithTestTimeout(Token));
            answers.Add(transport.SendMessageAsync(new JsonRpcResponse { Id = request.Id, Result = new JsonObject() }, Token));
        }

        await SendAsync(input, RequestsInFlight.MaxCount);
        using var reader = new StreamReader(output.Reader.AsStream());
        var received = new List<JsonObject>();
        while (received.Count <= RequestsInFlight.MaxCount)
            received.Add(JsonNode.Parse((await reader.ReadLineAsync(Token).AsTask().WithTestTimeout(Token))!)!.AsObject());
        await Task.WhenAll(answers).WithTestTimeout(Token);

        Assert.Equal(RequestsInFlight.MaxCount, (int)Assert.Single(received, answer => answer.ContainsKey("error"))["id"]!);
        await SendAsync(input, 1_000_000);
        Assert.IsType<JsonRpcRequest>(await transport.MessageReader.ReadAsync(Token).AsTask().WithTestTimeout(Token));
    }

    [Fact]
    public void InFlight_ManyLargeRequests_AreRefusedUntilOneEnds()
    {
        var requests = new RequestsInFlight();
        var large = (int)(RequestsInFlight.MaxBytes / 2);

        Assert.True(requests.TryAdd(new RequestId(1), int.MaxValue));
        requests.Remove(new RequestId(1));
        Assert.Equal([true, true, false], Enumerable.Range(1, 3).Select(id => requests.TryAdd(new RequestId(id), large)));
        requests.Remove(new RequestId(2));
        requests.Remove(new RequestId(2));
        Assert.Equal([true, false], Enumerable.Range(4, 2).Select(id => requests.TryAdd(new RequestId(id), large)));
    }

    /// <summary>Otherwise a client that uses one id for all its requests has no limit.</summary>
    [Fact]
    public void InFlight_SameIdAgainAndAgain_IsCounted()
    {
        var requests = new RequestsInFlight();

        Assert.Equal(RequestsInFlight.MaxCount, Enumerable.Range(0, RequestsInFlight.MaxCount + 10).Count(_ => requests.TryAdd(new RequestId("x"), 1)));
    }

    private static async Task SendAsync(Pipe input, int id) =>
        await input.Writer.WriteAsync(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id}},"method":"ping"}""" + "\n"), Token);
}
