using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Images.Paths;

/// <summary>Creates the violations for paths that cannot be used.</summary>
internal static class PathRefusals
{
    private const int MaxNewest = 5;

    public static Violation NoFolders(string typed, ImageFolders folders) =>
        Refuse("image_no_folders", typed, $"No folder is allowed to read pictures from. Give an https link, or {folders.Names.Ask($"name folders in {Setting(folders)}")}.");

    public static string NowhereToLook(ImageFolders folders) =>
        $"No folder is allowed to read pictures from. Ask for an https link, or {folders.Names.Ask($"name folders in {Setting(folders)}")}.";

    public static Violation Missing() =>
        Refuse("image_missing", null, "No picture was given. Give an https link, or the path of a PNG, JPEG or WebP file.");

    public static Violation Invalid(string typed) =>
        Refuse("image_path_invalid", typed, $"\"{DisplayText.Text(typed)}\" cannot be a path: it is too long or has control characters. Give the path of a PNG, JPEG or WebP file.");

    public static Violation Special(string typed) =>
        Refuse("image_not_a_file", typed, $"\"{DisplayText.Text(typed)}\" is no ordinary file. Give the path of a PNG, JPEG or WebP file.");

    public static Violation Outside(string typed, ImageFolders folders) =>
        Refuse("image_outside_folders", typed, $"\"{DisplayText.Text(typed)}\" is outside the folders that may be read: {Names(folders.Folders)}. Put the picture into {ShownPath(folders.Inbox)}, or {folders.Names.Ask($"add its folder to {Setting(folders)}")}.", folders.Folders);

    public static Violation OtherSystem(string typed, ImageFolders folders) =>
        Refuse("image_path_of_other_system", typed, $"\"{DisplayText.Text(typed)}\" is a Windows path, and this program does not run on Windows. Put the picture into {ShownPath(folders.Inbox)} and give its name.", folders.Folders);

    public static Violation ChatOnly(string typed, ImageFolders? folders) =>
        Refuse("image_known_to_chat_only", typed, $"\"{DisplayText.Text(typed)}\" is a name that only the chat program knows; there is no such file on this machine. Ask the user to save the picture{(folders is { Folders.Count: > 0 } ? $" into {ShownPath(folders.Inbox)}" : "")} and give its file name, or give an https link.");

    public static Violation Folder(string typed, ImageFolders folders)
    {
        var newest = Newest(ImageIndex.Of(folders.Folders));
        return Refuse("image_is_folder", typed, $"\"{DisplayText.Text(typed)}\" is a folder. Name a picture in it.{NewestText(newest)}", newest);
    }

    public static Violation NotFound(string typed, ImageFolders folders)
    {
        var images = ImageIndex.Of(folders.Folders);
        var near = images.Near(Path.GetFileName(typed.Replace('\\', '/')));
        var newest = Newest(images);
        var nearText = near.Count > 0 ? $" Similar names: {Names(near)}." : "";
        var where = $"There is no file \"{DisplayText.Text(typed)}\" in the folders that may be read ({Names(folders.Folders)}).";
        return Refuse("image_not_found", typed, $"{where}{nearText}{NewestText(newest)}", newest, near.Count > 0 ? near[0] : null);
    }

    public static Violation Ambiguous(string typed, IReadOnlyList<string> paths) =>
        Refuse("image_name_ambiguous", typed, $"\"{DisplayText.Text(typed)}\" looks the same as {paths.Count} files whose names differ only in how accents or blanks are stored: {Names(paths)}. Ask the user to rename the one that is meant.", paths);

    public static Violation NoImages(ImageFolders folders) =>
        Refuse("image_not_found", "latest", $"There are no pictures in the folders that may be read ({Names(folders.Folders)}). Ask the user to save one into {ShownPath(folders.Inbox)}.");

    public static Violation Unreadable(string typed) =>
        Refuse("image_unreadable", typed, $"\"{DisplayText.Text(typed)}\" cannot be read: this program lacks the right, or another one holds the file.");

    public static Violation Refuse(string code, string? given, string problem, IReadOnlyList<string>? allowed = null, string? nearest = null, string? source = null) => new()
    {
        Severity = Severity.Error,
        Code = code,
        Field = "image",
        Given = given is null ? null : DisplayText.Text(given),
        Problem = problem,
        Allowed = allowed is { Count: > 0 } ? allowed : null,
        Nearest = nearest,
        Source = source,
    };

    private static string Setting(ImageFolders folders) => folders.Names.InWords(nameof(CometRunwayOptions.AllowedDirectories));

    private static string[] Newest(ImageIndex images) => [.. images.Newest().Take(MaxNewest).Select(f => f.FullName)];

    private static string NewestText(string[] newest) =>
        newest.Length > 0 ? $" Newest pictures: {Names(newest)}." : " There are no pictures in them yet.";

    private static string Names(IEnumerable<string> paths) => string.Join(", ", paths.Select(ShownPath));

    // Paths are longer than other values, and truncated paths are useless.
    private static string ShownPath(string path) => DisplayText.Line(path, 300);
}
