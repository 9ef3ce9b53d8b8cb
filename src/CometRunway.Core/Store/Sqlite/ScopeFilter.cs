namespace CometRunway.Store.Sqlite;

/// <summary>Selects the rows of one scope (<see cref="TaskScope.Includes"/>) or, for the administration, all rows.</summary>
internal readonly record struct ScopeFilter(TaskScope? Scope)
{
    public static ScopeFilter All => default;

    /// <summary>Rows that an older version wrote have no caller. They belong to the scope if their key is the same.</summary>
    public string Condition => Scope switch
    {
        null => "true",
        _ when Scope.Caller == Scope.Value => "scope = $scope",
        _ => "(scope = $scope OR caller = $caller)",
    };

    /// <summary>The parameters of the condition. A statement ignores those that it does not have.</summary>
    public (string Name, object? Value)[] Values => [("$scope", Scope?.Value), ("$caller", Scope?.Caller)];

    public static implicit operator ScopeFilter(TaskScope scope) => new(scope);
}
