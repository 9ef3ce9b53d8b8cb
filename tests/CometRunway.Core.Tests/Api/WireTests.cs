using System.Text;
using CometRunway.Errors;
using CometRunway.TestKit.Http;

namespace CometRunway.Core.Tests.Api;

/// <summary>What only real sockets show.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task CreateAsync_ServerClosesAfterReading_ExactlyOnePostIsSeen()
    {
        await using var server = new LoopbackListener((_, _, stream) =>
        {
            stream.Close();
            return Task.CompletedTask;
        });
        using var rig = ClientRig.OnTheWire(server.Address);

        var error = await Assert.ThrowsAsync<CometRunwayConnectionException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Equal(ChargeStatus.Unknown, error.Charge);
        Assert.False(error.NeverConnected);
        Assert.StartsWith("POST /runwayml/v1/image_to_video", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_AfterOtherCalls_OpensAConnectionOfItsOwn()
    {
        await using var server = new LoopbackListener((_, request, stream) => LoopbackListener.WriteAsync(
            stream, 200, request.StartsWith("POST", StringComparison.Ordinal) ? """{"id":"x"}""" : """{"id":"x","status":"PENDING"}"""));
        using var rig = ClientRig.OnTheWire(server.Address);

        await rig.Client.GetAsync(rig.ApiKey, "x", cancellationToken: TestContext.Current.CancellationToken);
        await rig.Client.GetAsync(rig.ApiKey, "x", cancellationToken: TestContext.Current.CancellationToken);
        var afterReads = server.Connections;
        await rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);
        await rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);

        Assert.Equal(1, afterReads);
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task CreateAsync_Redirect_IsNotFollowed()
    {
        await using var server = new LoopbackListener((_, _, stream) => LoopbackListener.WriteAsync(stream, 307, "", "Location: /elsewhere\r\n"));
        using var rig = ClientRig.OnTheWire(server.Address);

        var error = await Assert.ThrowsAsync<CometApiException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Equal(307, error.Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task CreateAsync_BodyBreaksOffAfterTheId_IsAccepted()
    {
        await using var server = new LoopbackListener(async (_, _, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":\"paid\"}"));
            stream.Close();
        });
        using var rig = ClientRig.OnTheWire(server.Address);

        var receipt = await rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);

        Assert.Equal("paid", receipt.TaskId);
    }

    [Fact]
    public async Task CreateAsync_NobodyListens_FailsUncharged()
    {
        using var port = new ClosedPort();
        using var rig = ClientRig.OnTheWire(port.Address);

        var error = await Assert.ThrowsAsync<CometRunwayConnectionException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.True(error.NeverConnected);
        Assert.Equal(ChargeStatus.No, error.Charge);
    }

    [Fact]
    public async Task GetAsync_OddIdAndSettings_StayInsideTheTasksRoute()
    {
        await using var server = new LoopbackListener((_, _, stream) => LoopbackListener.WriteAsync(stream, 200, """{"status":"PENDING"}"""));
        using var rig = ClientRig.OnTheWire(new Uri(server.Address, "runwayml/v1/"));

        await rig.Client.GetAsync(rig.ApiKey, "../a b?c#d", cancellationToken: TestContext.Current.CancellationToken);

        Assert.StartsWith("GET /runwayml/v1/tasks/..%2Fa%20b%3Fc%23d HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }
}
