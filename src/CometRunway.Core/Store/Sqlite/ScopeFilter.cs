namespace CometRunway.Store.Sqlite;

/// <summary>Selects the rows of one scope or, for the administration, all rows.</summary>
internal readonly record struct ScopeFilter(TaskScope? Scope)
{
    public static ScopeFilter All => default;

    public string Condition => Scope is null ? "true" : "scope = $scope";

    public (string Name, object? Value) Value => ("$scope", Scope?.Value);

    public static implicit operator ScopeFilter(TaskScope scope) => new(scope);
}
