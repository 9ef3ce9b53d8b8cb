using System.Globalization;
using CometRunway.Configuration;
using CometRunway.ImageToVideo;
using CometRunway.Pictures;
using CometRunway.Pictures.Finding;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>What is said about pictures in the allowed folders.</summary>
internal static class ImageReplies
{
    public static ImagesReply Of(FoundPictures found, string? query, PictureFolders folders, IReadOnlyList<string> ratios, SettingNames names) => new()
    {
        Message = $"{Sentence(found, query, folders, names)}{Skipped(found)}{Unseen(found)}",
        Images = [.. found.Pictures.Select(p => Line(p, ratios))],
        Total = found.Matching,
    };

    private static ImageReply Line(FoundPicture picture, IReadOnlyList<string> ratios) => new()
    {
        Path = picture.Path,
        Modified = picture.Modified.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        Bytes = picture.Facts.Length,
        Type = picture.Facts.MediaType,
        Width = picture.Facts.Width > 0 ? picture.Facts.Width : null,
        Height = picture.Facts.Height > 0 ? picture.Facts.Height : null,
        Orientation = Orientation(picture.Facts),
        NearestRatio = VideoRatio.Nearest(ratios, picture.Facts),
    };

    private static string? Orientation(PictureFacts facts) => facts switch
    {
        not { Width: > 0, Height: > 0 } => null,
        _ when facts.Width == facts.Height => "square",
        _ => facts.Width > facts.Height ? "landscape" : "portrait",
    };

    private static string Sentence(FoundPictures found, string? query, PictureFolders folders, SettingNames names)
    {
        if (folders.Folders.Count == 0)
            return $"No folder is allowed to read pictures from. Ask for an https link, or {names.Ask($"name folders in {names.InWords(nameof(CometRunwayOptions.AllowedDirectories))}")}.";
        var where = string.Join(", ", folders.Folders);
        if (found.Total == 0)
            return $"There are no pictures in {where}. Ask the user to save one into {folders.Inbox}, or for an https link.";
        if (found.Matching == 0)
            return $"None of the {Count(found.Total)} in {where} has \"{ArgumentValue.Show(query)}\" in its name.{Near(found)} Without query, find_images lists the newest.";
        var shown = found.Pictures.Count == found.Matching ? Count(found.Matching) : $"{found.Pictures.Count} of {Count(found.Matching)}";
        return $"{shown}, newest first, in {where}. Give a path as image.";
    }

    private static string Near(FoundPictures found) =>
        found.Near.Count > 0 ? $" Similar names: {string.Join(", ", found.Near)}." : "";

    private static string Skipped(FoundPictures found) =>
        found.Skipped == 0 ? "" : $" {found.Skipped} {(found.Skipped == 1 ? "file was" : "files were")} left out: damaged, no picture, or not readable for this program.";

    private static string Unseen(FoundPictures found) =>
        found.IsWhole ? "" : string.Create(CultureInfo.InvariantCulture, $" The folders hold more than the {PictureFinder.MostEntries:N0} entries that are looked at; a picture that is missing here may still be named by its path.");

    private static string Count(int pictures) =>
        pictures == 1 ? "1 picture" : string.Create(CultureInfo.InvariantCulture, $"{pictures:N0} pictures");
}
