namespace CometRunway.Store.Sqlite;

/// <summary>How many letters must be put in, taken out or changed to make one word of another.</summary>
internal static class EditDistance
{
    public static int Between(string one, string other)
    {
        // Only short words are compared: a pasted page is as far as anything can be.
        const int longest = 64;
        if (other.Length > longest)
            return int.MaxValue;
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 0; i < one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i]) == char.ToLowerInvariant(other[j]);
                var cost = Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j + 1]) + 1);
                diagonal = row[j + 1];
                row[j + 1] = cost;
            }
        }

        return row[^1];
    }
}
