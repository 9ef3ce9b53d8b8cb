using System.Globalization;
using CometRunway.Images.Paths;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The image argument in a reply. A model reads replies, so an image of megabytes is not repeated, in whatever form it was given.</summary>
internal static class EchoedImage
{
    /// <summary>No path and no link that is accepted is longer.</summary>
    private const int LongestWhole = 4096;

    /// <summary>Returns true if the argument is repeated as it is, so that the call can be repeated with it.</summary>
    public static bool IsWhole(string image) => image.Length <= LongestWhole && !IsDataUri(UserPathParser.Unwrap(image));

    /// <summary>Returns the argument, or a short text in its place.</summary>
    public static string Of(string image) =>
        IsWhole(image) ? image
        : IsDataUri(image) || image.Length <= LongestWhole ? "(the same data URI)"
        : string.Create(CultureInfo.InvariantCulture, $"(the same text of {image.Length:N0} characters)");

    private static bool IsDataUri(string image) => image.AsSpan().TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
