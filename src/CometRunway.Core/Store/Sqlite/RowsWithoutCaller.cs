using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Adds the caller to rows that a version before 5 wrote. Their key tells whose they are, so it is done while that key is in use: after a rotation
/// these rows are found too. Such a version may still write to the file, so each use of a scope looks for them.
/// </summary>
internal static class RowsWithoutCaller
{
    public static bool Exist(SqliteConnection connection, TaskScope scope) =>
        scope.Caller != scope.Value
        && connection.Number("SELECT EXISTS (SELECT 1 FROM tasks WHERE scope = $scope AND caller IS NULL)", ("$scope", scope.Value)) > 0;

    public static int Complete(SqliteConnection connection, TaskScope scope) =>
        connection.Execute("UPDATE tasks SET caller = $caller WHERE scope = $scope AND caller IS NULL", ("$caller", scope.Caller), ("$scope", scope.Value));
}
