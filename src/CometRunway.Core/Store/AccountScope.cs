namespace CometRunway.Store;

/// <summary>
/// The tasks that are polled with one API key: all tasks of an account, and the tasks that callers of the account created with other keys.
/// </summary>
/// <param name="Account">The account, from <see cref="TaskScope.Account"/>.</param>
/// <param name="Callers">The callers that use the account now, from <see cref="TaskScope.Caller"/>. Other callers may use it too.</param>
public sealed record AccountScope(string Account, IReadOnlyCollection<string> Callers)
{
    /// <summary>Returns true if tasks of the scope are among these tasks.</summary>
    public bool Includes(TaskScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Account == Account || Callers.Contains(scope.Caller);
    }
}
