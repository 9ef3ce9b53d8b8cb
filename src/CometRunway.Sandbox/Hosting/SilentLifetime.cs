using Microsoft.Extensions.Hosting;

namespace CometRunway.Sandbox.Hosting;

/// <summary>A sandbox inside somebody's process listens to no signals and prints nothing.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
