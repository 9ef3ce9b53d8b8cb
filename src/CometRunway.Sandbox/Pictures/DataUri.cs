namespace CometRunway.Sandbox.Pictures;

/// <summary>Reads <c>data:image/...;base64,...</c>.</summary>
internal static class DataUri
{
    /// <summary>Longest data URI in characters, all of it counted.</summary>
    public const int MaxLength = 5_242_880;

    public static bool Is(string uri) => uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    public static (string MediaType, byte[] Bytes) Read(string uri)
    {
        var comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (uri.Length > MaxLength || comma < 0)
        {
            throw new PictureRefusedException("Invalid data URI");
        }

        var parts = uri["data:".Length..comma].Split(';');
        if (!parts[^1].Equals("base64", StringComparison.OrdinalIgnoreCase))
        {
            throw new PictureRefusedException("Invalid data URI");
        }

        try
        {
            return (parts[0].ToLowerInvariant(), Convert.FromBase64String(uri[(comma + 1)..]));
        }
        catch (FormatException)
        {
            throw new PictureRefusedException("Invalid data URI");
        }
    }
}
