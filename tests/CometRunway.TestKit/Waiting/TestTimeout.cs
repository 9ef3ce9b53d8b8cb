namespace CometRunway.TestKit.Waiting;

/// <summary>The one real timeout of all tests: never the measure of anything, only the end of a test that hangs.</summary>
public static class TestTimeout
{
    /// <summary>How long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The task's result, or a failed test.</summary>
    public static Task<T> WithTestTimeout<T>(this Task<T> task, CancellationToken cancellationToken) => task.WaitAsync(Limit, cancellationToken);

    /// <summary>The task's end, or a failed test.</summary>
    public static Task WithTestTimeout(this Task task, CancellationToken cancellationToken) => task.WaitAsync(Limit, cancellationToken);
}
