using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Faults;

/// <summary>A valid request for each route.</summary>
internal sealed class RouteRequests
{
    private readonly TestSandbox _sandbox;
    private readonly string _id;
    private readonly string _link;
    private readonly string _toDelete;

    private RouteRequests(TestSandbox sandbox, string id, string link, string toDelete) => (_sandbox, _id, _link, _toDelete) = (sandbox, id, link, toDelete);

    public static async Task<RouteRequests> CreateAsync(TestSandbox sandbox)
    {
        var id = await sandbox.CreateAsync();
        return new(sandbox, id, await sandbox.LinkAsync(id), await sandbox.CreateAsync());
    }

    public Task<HttpResponseMessage> SendAsync(string on) => on switch
    {
        "create" => _sandbox.PostAsync(TestSandbox.Minimal),
        "read" => _sandbox.GetTaskAsync(_id),
        "delete" => _sandbox.DeleteAsync(_toDelete),
        "output" => _sandbox.GetAsync(_link),
        "models" => _sandbox.GetAsync("/api/models"),
        _ => throw new ArgumentOutOfRangeException(nameof(on)),
    };
}
