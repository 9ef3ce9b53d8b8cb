using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Store.Sqlite;

/// <summary>Registers the SQLite store, unless the app has already registered another store.</summary>
internal static class SqliteStoreRegistration
{
    private const string FolderName = ".cometrunway";

    /// <param name="services">The service collection.</param>
    /// <param name="stateReached">Creates the callback for tasks whose state this process changes.</param>
    public static void AddSqliteTaskStore(this IServiceCollection services, Func<IServiceProvider, Action<VideoTask>> stateReached)
    {
        services.TryAddSingleton(p => new SqliteLedger(Folder(p), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<SqliteTaskStore>>()) { StateReached = stateReached(p) });
        services.TryAddSingleton<ITaskStore, SqliteTaskStore>();
        services.TryAddSingleton<HandOvers>();
        services.TryAddSingleton<ITaskStoreAdmin, SqliteTaskStoreAdmin>();
    }

    /// <summary>
    /// Returns the folder of the database. It is in the home folder, because packaged desktop apps on Windows have a separate AppData. It may not
    /// exist yet.
    /// </summary>
    private static string Folder(IServiceProvider provider) => Path.GetFullPath(
        provider.GetRequiredService<IOptions<CometRunwayOptions>>().Value.HomeDirectory
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), FolderName));
}
