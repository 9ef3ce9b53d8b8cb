using System.Net.Sockets;
using System.Text;
using CometRunway.TestKit.Http;

namespace CometRunway.TestKit.Gateways;

/// <summary>
/// A gateway on plain sockets, for tests of how finished videos are delivered. It accepts every create, answers every read of a task as the test says,
/// and passes all other requests to the test.
/// </summary>
public sealed class DeliveryGateway : IAsyncDisposable
{
    /// <summary>The id of every task.</summary>
    public const string TaskId = "task-7f3a";

    private const string Tasks = "/runwayml/v1/tasks/";
    private const string Creates = "/runwayml/v1/image_to_video";

    private readonly LoopbackListener _listener;
    private readonly Func<RawRequest, RawResponse> _serve;

    /// <param name="serve">The response to a request for a file.</param>
    public DeliveryGateway(Func<RawRequest, RawResponse> serve)
    {
        _serve = serve;
        _listener = new((_, text, stream) => SendAsync(stream, Answer(new RawRequest(text.Split("\r\n\r\n")[0]))));
    }

    /// <summary>The response to a read of a task.</summary>
    public Func<RawResponse> OnRead { get; set; } = () => RawResponse.Text("200 OK", $$"""{"id":"{{TaskId}}","status":"RUNNING"}""");

    /// <summary>The address, with the prefix.</summary>
    public Uri Address => new(_listener.Address, Prefix + "/");

    /// <summary>The path under which the routes are.</summary>
    /// <value>Empty.</value>
    public string Prefix { get; init; } = "";

    /// <summary>The host and port.</summary>
    public string Authority => _listener.Address.Authority;

    /// <summary>The bodies of the create requests.</summary>
    public IReadOnlyList<string> CreateBodies => [.. _listener.Requests.Where(text => text.StartsWith($"POST {Prefix}{Creates} ", StringComparison.Ordinal)).Select(text => text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])];

    /// <summary>The requests for files, in order.</summary>
    public IReadOnlyList<RawRequest> Files => [.. _listener.Requests.Select(text => new RawRequest(text.Split("\r\n\r\n")[0])).Where(IsFile)];

    /// <summary>The number of reads of tasks.</summary>
    public int Reads => _listener.Requests.Count(text => text.StartsWith($"GET {Prefix}{Tasks}", StringComparison.Ordinal));

    /// <summary>Answers reads with a succeeded task that has these members.</summary>
    public void Finish(string members) => OnRead = () => RawResponse.Text("200 OK", $$"""{"id":"{{TaskId}}","status":"SUCCEEDED",{{members}}}""");

    /// <summary>Answers reads with a succeeded task that has this link.</summary>
    public void FinishWith(string link) => Finish($"\"output\":[\"{link}\"]");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private RawResponse Answer(RawRequest request) =>
        request.Target == Prefix + Creates ? RawResponse.Text("200 OK", $$"""{"id":"{{TaskId}}"}""")
        : request.Target.StartsWith(Prefix + Tasks, StringComparison.Ordinal) ? OnRead()
        : IsFile(request) ? _serve(request)
        : RawResponse.Text("404 Not Found", """{"error":{"message":"Invalid URL"}}""");

    private bool IsFile(RawRequest request) =>
        request.Target != Prefix + Creates && !request.Target.StartsWith(Prefix + Tasks, StringComparison.Ordinal) && !request.Target.EndsWith("/api/models", StringComparison.Ordinal);

    private static async Task SendAsync(NetworkStream stream, RawResponse response)
    {
        var head = $"HTTP/1.1 {response.Status}\r\n{string.Concat(response.Headers.Select(header => header + "\r\n"))}Content-Length: {response.Body.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head));
        await stream.WriteAsync(response.Body.AsMemory(0, response.CutAt ?? response.Body.Length));
        if (response.CutAt is not null)
            stream.Close();
    }
}
