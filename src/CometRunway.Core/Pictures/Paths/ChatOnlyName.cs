namespace CometRunway.Pictures.Paths;

/// <summary>Names that only the chat program knows: there is no such file on this machine.</summary>
internal static class ChatOnlyName
{
    private static readonly string[] Schemes = ["attachment:", "sandbox:", "blob:", "cid:", "content:", "file-service:", "upload:", "uploads:", "artifact:", "conversation:", "mcp:", "resource:", "clipboard:"];
    private static readonly string[] Folders = ["/mnt/user-data/", "/mnt/data/", "/home/oai/", "/mnt/outputs/", "/mnt/uploads/", "/tmp/outputs/", "/home/claude/"];
    private static readonly string[] Words = ["uploaded", "attached", "attachment", "above", "pasted", "clipboard", "in this chat", "in the chat", "conversation", "you sent", "i sent", "the user's image", "user_image"];

    /// <summary>True for links that no file system has.</summary>
    public static bool IsLink(string text) => Schemes.Any(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for folders of chat programs, their file ids, and descriptions of an upload; ask only when there is no such file.</summary>
    public static bool Is(string text)
    {
        if (IsLink(text) || Folders.Any(f => text.StartsWith(f, StringComparison.OrdinalIgnoreCase)))
            return true;
        if (text.StartsWith("file-", StringComparison.OrdinalIgnoreCase) && text.Length > 12 && !text.Contains('.', StringComparison.Ordinal))
            return true;
        return !Path.IsPathRooted(text) && Words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)) && text.Contains(' ', StringComparison.Ordinal);
    }
}
