using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Store.Sqlite;

/// <summary>Registers the file of this user as the store. A store that an app registered before stays.</summary>
internal static class SqliteStoreRegistration
{
    private const string FolderName = ".cometrunway";

    /// <param name="services">Where to add it.</param>
    /// <param name="stateReached">Creates the callback for each task whose state this process changed.</param>
    public static void AddSqliteTaskStore(this IServiceCollection services, Func<IServiceProvider, Action<VideoTask>> stateReached)
    {
        services.TryAddSingleton(p => new SqliteLedger(Folder(p), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<SqliteTaskStore>>()) { StateReached = stateReached(p) });
        services.TryAddSingleton<ITaskStore, SqliteTaskStore>();
        services.TryAddSingleton<ITaskStoreAdmin, SqliteTaskStoreAdmin>();
    }

    /// <summary>Under the home folder itself, because packaged desktop apps on Windows see another AppData. It may not exist yet.</summary>
    private static string Folder(IServiceProvider provider) => Path.GetFullPath(
        provider.GetRequiredService<IOptions<CometRunwayOptions>>().Value.HomeDirectory
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), FolderName));
}
