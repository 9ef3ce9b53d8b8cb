using System.Text.RegularExpressions;

namespace CometRunway.Images.Paths;

/// <summary>Detects names that exist only in a chat client and are not files on this machine.</summary>
internal static partial class ChatClientPath
{
    private static readonly string[] Schemes =
    [
        "attachment:", "attachments:", "sandbox:", "blob:", "cid:", "content:", "file-service:", "upload:", "uploads:", "artifact:", "conversation:",
        "mcp:", "resource:", "clipboard:", "image:", "asset:", "media:", "message:", "chat:",
    ];

    private static readonly string[] Folders =
    [
        "/mnt/user-data/", "/mnt/data/", "/home/oai/", "/mnt/outputs/", "/mnt/uploads/", "/mnt/inputs/", "/mnt/attachments/", "/mnt/file_upload/",
        "/tmp/outputs/", "/tmp/inputs/", "/home/claude/", "/home/sandbox/", "/home/user/uploads/", "/user-data/", "/uploads/", "/attachments/", "user-data/uploads/",
    ];

    private static readonly string[] Words =
    [
        "uploaded", "attached", "attachment", "above", "pasted", "clipboard", "in this chat", "in the chat", "conversation", "you sent", "i sent",
        "the user's image", "user's photo", "user_image", "the image", "this image", "the picture", "this picture", "the photo", "this photo",
    ];

    /// <summary>Returns true for URI schemes of chat clients.</summary>
    public static bool IsLink(string text) => Schemes.Any(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns true for links, folders and file ids of chat clients. Call this only when no such file exists.</summary>
    public static bool IsMatch(string text) =>
        IsLink(text) || Folders.Any(f => text.StartsWith(f, StringComparison.OrdinalIgnoreCase)) || FileId().IsMatch(text);

    /// <summary>Returns true for descriptions of an upload. Call this only when there is no file with a similar name.</summary>
    public static bool IsDescription(string text)
    {
        if (NumberedImage().IsMatch(text))
            return true;
        return !Path.IsPathRooted(text) && Words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)) && text.Contains(' ', StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^file[-_][A-Za-z0-9]{8,}$", RegexOptions.CultureInvariant)]
    private static partial Regex FileId();

    /// <summary>The names that chat clients give to pasted images: <c>[Image #1]</c>, <c>image 2</c>, <c>image_0</c>.</summary>
    [GeneratedRegex(@"^\[?(?:image|picture|photo|screenshot|attachment|upload|file)[ _-]?#?\d{0,3}\]?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NumberedImage();
}
