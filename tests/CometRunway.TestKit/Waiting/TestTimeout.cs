namespace CometRunway.TestKit.Waiting;

/// <summary>The timeout of all tests. It ends only tests that do not complete; no test depends on its length.</summary>
public static class TestTimeout
{
    /// <summary>The length of the timeout.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Awaits a task and fails the test at the timeout.</summary>
    public static Task<T> WithTestTimeout<T>(this Task<T> task, CancellationToken cancellationToken) => task.WaitAsync(Limit, cancellationToken);

    /// <summary>Awaits a task and fails the test at the timeout.</summary>
    public static Task WithTestTimeout(this Task task, CancellationToken cancellationToken) => task.WaitAsync(Limit, cancellationToken);
}
