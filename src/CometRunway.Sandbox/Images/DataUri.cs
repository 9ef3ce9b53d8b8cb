namespace CometRunway.Sandbox.Images;

/// <summary>Reads <c>data:image/...;base64,...</c>.</summary>
internal static class DataUri
{
    /// <summary>The maximum length of the whole data URI in characters.</summary>
    public const int MaxLength = 5_242_880;

    public static bool Is(string uri) => uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    public static (string MediaType, byte[] Bytes) Read(string uri)
    {
        var comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (uri.Length > MaxLength || comma < 0)
        {
            throw new InvalidImageException("Invalid data URI");
        }

        var parts = uri["data:".Length..comma].Split(';');
        if (!parts[^1].Equals("base64", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidImageException("Invalid data URI");
        }

        try
        {
            return (parts[0].ToLowerInvariant(), Convert.FromBase64String(uri[(comma + 1)..]));
        }
        catch (FormatException)
        {
            throw new InvalidImageException("Invalid data URI");
        }
    }
}
