using System.Globalization;
using CometRunway.Catalog;
using CometRunway.Images;
using CometRunway.Images.Finding;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies about images in the allowed folders.</summary>
internal static class ImageReplies
{
    public static ImagesReply Of(FoundImages found, string? query, IReadOnlyList<string> ratios) => new()
    {
        Message = $"{Sentence(found, query)}{Skipped(found)}{Unseen(found)}",
        Images = [.. found.Images.Select(p => Line(p, ratios))],
        Total = found.Matching,
    };

    private static ImageReply Line(FoundImage image, IReadOnlyList<string> ratios) => new()
    {
        Path = image.Location,
        Modified = image.Modified.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        Bytes = image.Facts.Length,
        Type = image.Facts.MediaType,
        Width = image.Facts.Width > 0 ? image.Facts.Width : null,
        Height = image.Facts.Height > 0 ? image.Facts.Height : null,
        Orientation = Orientation(image.Facts),
        NearestRatio = VideoRatio.Nearest(ratios, image.Facts.Width, image.Facts.Height),
    };

    private static string? Orientation(ImageFacts facts) => facts switch
    {
        not { Width: > 0, Height: > 0 } => null,
        _ when facts.Width == facts.Height => "square",
        _ => facts.Width > facts.Height ? "landscape" : "portrait",
    };

    private static string Sentence(FoundImages found, string? query)
    {
        if (found.Unavailable is { } reason)
            return reason;
        var where = found.Places.Count > 0 ? string.Join(", ", found.Places) : "the app's image source";
        if (found.Total == 0)
            return $"There are no pictures in {where}. Ask the user {(string.IsNullOrEmpty(found.Inbox) ? "" : $"to save one into {found.Inbox}, or ")}for an https link.";
        if (found.Matching == 0)
            return $"None of the {Count(found.Total)} in {where} has {ArgumentValue.Quote(query)} in its name.{Near(found)} Without query, find_images lists the newest.";
        var shown = found.Images.Count == found.Matching ? Count(found.Matching) : $"{found.Images.Count} of {Count(found.Matching)}";
        return $"{shown}, newest first, in {where}. Give a path as image.";
    }

    private static string Near(FoundImages found) =>
        found.Near.Count > 0 ? $" Similar names: {string.Join(", ", found.Near)}." : "";

    private static string Skipped(FoundImages found) =>
        found.Skipped == 0 ? "" : $" {found.Skipped} {(found.Skipped == 1 ? "file was" : "files were")} left out: damaged, no picture, or not readable for this program.";

    private static string Unseen(FoundImages found) =>
        found.EntryLimit is not { } limit ? "" : string.Create(CultureInfo.InvariantCulture, $" The folders hold more than the {limit:N0} entries that are looked at; a picture that is missing here may still be named by its path.");

    private static string Count(int images) =>
        images == 1 ? "1 picture" : string.Create(CultureInfo.InvariantCulture, $"{images:N0} pictures");
}
