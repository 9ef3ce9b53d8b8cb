using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Store.Sqlite;

/// <summary>Where this user's ledger lives. Under the home folder itself, because packaged desktop apps on Windows see another AppData.</summary>
public sealed class StateFolder(IOptions<CometRunwayOptions> options)
{
    private const string Name = ".cometrunway";

    /// <summary>The ledger's file name.</summary>
    public const string LedgerFileName = "ledger.db";

    /// <summary>The folder; it may not exist yet.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.HomeDirectory
        ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Name));

    /// <summary>True when there is a ledger already.</summary>
    public bool HasLedger => File.Exists(System.IO.Path.Combine(Path, LedgerFileName));

    /// <summary>Makes the folder if it is missing, private to its user.</summary>
    public void Create() => DatabaseFile.CreateDirectory(Path);
}
