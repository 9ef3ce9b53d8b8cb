namespace CometRunway.Store.Sqlite;

/// <summary>Whose rows a query reads: those of one scope, by index, or for a person at their own machine all rows of the file.</summary>
internal readonly record struct ScopeFilter(TaskScope? Scope)
{
    public static ScopeFilter All => default;

    public string Condition => Scope is null ? "true" : "scope = $scope";

    public (string Name, object? Value) Value => ("$scope", Scope?.Value);

    public static implicit operator ScopeFilter(TaskScope scope) => new(scope);
}
