using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Generates short names for tasks. They contain no characters that look alike: no 0, o, 1, l, i.</summary>
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
                // A handle with a digit cannot be mistaken for a word.
                if (handle.AsSpan().ContainsAnyInRange('2', '9') && IsFree(connection, handle))
                    return handle;
            }
        }

        throw new InvalidOperationException("There is no free handle left.");
    }

    public static bool IsWellFormed(string handle) =>
        handle is { Length: > Shortest and <= 1 + Longest } && handle[0] == 'v' && !handle.AsSpan(1).ContainsAnyExcept(Letters);

    /// <summary>Returns true if no handle starts with this one, and none is a prefix of it.</summary>
    private static bool IsFree(SqliteConnection connection, string handle) => connection.Number(
        """
        SELECT EXISTS (SELECT 1 FROM tasks WHERE handle >= $handle AND handle < $after)
            OR EXISTS (SELECT 1 FROM tasks WHERE handle IN (substr($handle, 1, 4), substr($handle, 1, 5), substr($handle, 1, 6), substr($handle, 1, 7), substr($handle, 1, 8)))
        """,
        ("$handle", handle),
        ("$after", handle + "~")) == 0;
}
