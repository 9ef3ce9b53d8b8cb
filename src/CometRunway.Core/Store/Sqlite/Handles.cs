using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Short names that a person can read out and a model does not garble: no 0, o, 1, l, i.</summary>
internal static class Handles
{
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int Shortest = 3;
    private const int Longest = 8;
    private const int TriesPerLength = 12;
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    public static string Draw(SqliteConnection connection)
    {
        for (var length = Shortest; length <= Longest; length++)
        {
            for (var attempt = 0; attempt < TriesPerLength; attempt++)
            {
                var handle = "v" + RandomNumberGenerator.GetString(Alphabet, length);
                // A digit keeps it from being read as a word.
                if (handle.AsSpan().ContainsAnyInRange('2', '9') && IsFree(connection, handle))
                    return handle;
            }
        }

        throw new InvalidOperationException("There is no free handle left.");
    }

    public static bool IsWellFormed(string handle) =>
        handle is { Length: > Shortest and <= 1 + Longest } && handle[0] == 'v' && !handle.AsSpan(1).ContainsAnyExcept(Letters);

    /// <summary>Free also of those that it begins with, and of those that begin with it.</summary>
    private static bool IsFree(SqliteConnection connection, string handle) => connection.Number(
        """
        SELECT EXISTS (SELECT 1 FROM tasks WHERE handle >= $handle AND handle < $after)
            OR EXISTS (SELECT 1 FROM tasks WHERE handle IN (substr($handle, 1, 4), substr($handle, 1, 5), substr($handle, 1, 6)))
        """,
        ("$handle", handle),
        ("$after", handle + "~")) == 0;
}
