using CometRunway.Errors;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>There is a folder, a pipe or a device in the place of the database file. It is not opened: that could block.</summary>
internal sealed class NotAFileException() : IOException("there is a folder, a pipe or a device in its place");

/// <summary>Classifies SQLite errors. A damaged file is replaced; all other errors make the store unavailable.</summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int NotADatabase = 26;

    public static bool IsDamage(SqliteException fault) => fault.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>Returns true if a row violates a rule of the table.</summary>
    public static bool IsImpossibleRow(SqliteException fault) => fault.SqliteErrorCode is Constraint or Mismatch;

    /// <summary>The fault of a file whose content contradicts itself.</summary>
    public static SqliteException Damage() => new("The database file is damaged.", Corrupt);

    /// <summary>Returns true if the disk is full. SQLite reports an I/O error when a file beside the database cannot grow.</summary>
    public static bool IsFull(SqliteException fault) => fault.SqliteErrorCode is Full or InputOutput;

    /// <summary>Returns false if the database is busy or locked, so that releasing disk space does not help.</summary>
    public static bool MayLackSpace(TaskStoreUnavailableException fault) => fault.InnerException is not SqliteException { SqliteErrorCode: Busy or Locked };

    public static TaskStoreUnavailableException Unavailable(Exception fault, string path)
    {
        var reason = fault is SqliteException { SqliteErrorCode: var code }
            ? code switch
            {
                Full => "the disk is full",
                ReadOnly => "it may not be written",
                CannotOpen => "it cannot be opened or created",
                Busy or Locked => "another program keeps it locked",
                Corrupt or NotADatabase => "it is damaged and could not be replaced",
                _ => $"SQLite reports error {code}",
            }
            : fault is NotAFileException ? fault.Message : "its folder cannot be used";
        return new TaskStoreUnavailableException(
            $"The ledger {path} cannot be used: {reason}. Nothing was created, because a paid task must be written down first.", fault)
        {
            IsTransient = fault is SqliteException { SqliteErrorCode: Full or Busy or Locked },
        };
    }
}
