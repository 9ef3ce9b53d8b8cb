using System.Collections.Concurrent;
using ModelContextProtocol;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>Records progress in the order of arrival, which <see cref="Progress{T}"/> does not guarantee.</summary>
internal sealed class RecordingProgress : IProgress<ProgressNotificationValue>
{
    private readonly ConcurrentQueue<ProgressNotificationValue> _all = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ProgressNotificationValue> All => [.. _all];

    /// <summary>Completes with the first value.</summary>
    public Task First => _first.Task;

    public void Report(ProgressNotificationValue value)
    {
        _all.Enqueue(value);
        _first.TrySetResult();
    }
}
