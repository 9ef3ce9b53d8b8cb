using CometRunway.Configuration;
using CometRunway.ImageToVideo;

namespace CometRunway.Pictures.Paths;

/// <summary>What is said when a path cannot be used.</summary>
internal static class PathRefusals
{
    private const int MostNewest = 5;

    public static Violation NoFolders(string typed, PictureFolders folders) =>
        Refuse("image_no_folders", typed, $"No folder is allowed to read pictures from. Give an https link, or {folders.Names.Ask($"name folders in {Setting(folders)}")}.");

    public static Violation Missing() =>
        Refuse("image_missing", null, "No picture was given. Give an https link, or the path of a PNG, JPEG or WebP file.");

    public static Violation Invalid(string typed) =>
        Refuse("image_path_invalid", typed, $"\"{Shown.Text(typed)}\" cannot be a path: it is too long or has control characters. Give the path of a PNG, JPEG or WebP file.");

    public static Violation Special(string typed) =>
        Refuse("image_not_a_file", typed, $"\"{Shown.Text(typed)}\" is no ordinary file. Give the path of a PNG, JPEG or WebP file.");

    public static Violation Outside(string typed, PictureFolders folders) =>
        Refuse("image_outside_folders", typed, $"\"{Shown.Text(typed)}\" is outside the folders that may be read: {Names(folders.Folders)}. Put the picture into {ShownPath(folders.Inbox)}, or {folders.Names.Ask($"add its folder to {Setting(folders)}")}.", folders.Folders);

    public static Violation OtherSystem(string typed, PictureFolders folders) =>
        Refuse("image_path_of_other_system", typed, $"\"{Shown.Text(typed)}\" is a Windows path, and this program does not run on Windows. Put the picture into {ShownPath(folders.Inbox)} and give its name.", folders.Folders);

    public static Violation ChatOnly(string typed, PictureFolders? folders) =>
        Refuse("image_known_to_chat_only", typed, $"\"{Shown.Text(typed)}\" is a name that only the chat program knows; there is no such file on this machine. Ask the user to save the picture{(folders is { Folders.Count: > 0 } ? $" into {ShownPath(folders.Inbox)}" : "")} and give its file name, or give an https link.");

    public static Violation Folder(string typed, PictureFolders folders)
    {
        var newest = Newest(PictureListing.Of(folders.Folders));
        return Refuse("image_is_folder", typed, $"\"{Shown.Text(typed)}\" is a folder. Name a picture in it.{NewestText(newest)}", newest);
    }

    public static Violation NotFound(string typed, PictureFolders folders)
    {
        var pictures = PictureListing.Of(folders.Folders);
        var near = pictures.Near(Path.GetFileName(typed.Replace('\\', '/')));
        var newest = Newest(pictures);
        var nearText = near.Count > 0 ? $" Similar names: {Names(near)}." : "";
        var where = $"There is no file \"{Shown.Text(typed)}\" in the folders that may be read ({Names(folders.Folders)}).";
        return Refuse("image_not_found", typed, $"{where}{nearText}{NewestText(newest)}", newest, near.Count > 0 ? near[0] : null);
    }

    public static Violation NoPictures(PictureFolders folders) =>
        Refuse("image_not_found", "latest", $"There are no pictures in the folders that may be read ({Names(folders.Folders)}). Ask the user to save one into {ShownPath(folders.Inbox)}.");

    public static Violation Unreadable(string typed) =>
        Refuse("image_unreadable", typed, $"\"{Shown.Text(typed)}\" cannot be read: this program lacks the right, or another one holds the file.");

    public static Violation Refuse(string code, string? given, string problem, IReadOnlyList<string>? allowed = null, string? nearest = null, string? source = null) => new()
    {
        Severity = Severity.Error,
        Code = code,
        Field = "image",
        Given = given is null ? null : Shown.Text(given),
        Problem = problem,
        Allowed = allowed is { Count: > 0 } ? allowed : null,
        Nearest = nearest,
        Source = source,
    };

    private static string Setting(PictureFolders folders) => folders.Names.InWords(nameof(CometRunwayOptions.AllowedDirectories));

    private static string[] Newest(PictureListing pictures) => [.. pictures.Newest().Take(MostNewest).Select(f => f.FullName)];

    private static string NewestText(string[] newest) =>
        newest.Length > 0 ? $" Newest pictures: {Names(newest)}." : " There are no pictures in them yet.";

    private static string Names(IEnumerable<string> paths) => string.Join(", ", paths.Select(ShownPath));

    // Paths are longer than other values, and cut ones are of no use.
    private static string ShownPath(string path) => Shown.Line(path, 300);
}
