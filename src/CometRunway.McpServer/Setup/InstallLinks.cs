using System.Text;

namespace CometRunway.McpServer.Setup;

/// <summary>Links that open a client with the entry filled in; the user still has to agree there.</summary>
internal static class InstallLinks
{
    /// <summary>For web pages, which may not link to another scheme; VS Code opens from there.</summary>
    public static string VsCodeOnTheWeb(StartCommand start) =>
        $"https://vscode.dev/redirect/mcp/install?name={ClientEntry.ServerName}&inputs={Uri.EscapeDataString(ClientEntry.Inputs())}&config={Uri.EscapeDataString(Server("vscode", start))}";

    /// <summary>For web pages; Cursor opens from there.</summary>
    public static string CursorOnTheWeb(StartCommand start) =>
        $"https://cursor.com/install-mcp?name={ClientEntry.ServerName}&config={CursorConfig(start)}";

    /// <summary>The link for a guide that has one, for this machine; null for the others.</summary>
    public static string? Of(ClientGuide guide, StartCommand start) => guide.Id switch
    {
        "vscode" => $"vscode:mcp/install?{Uri.EscapeDataString($"{{\"name\":\"{ClientEntry.ServerName}\",\"inputs\":{ClientEntry.Inputs()},{Server("vscode", start)[1..]}")}",
        "cursor" => $"cursor://anysphere.cursor-deeplink/mcp/install?name={ClientEntry.ServerName}&config={CursorConfig(start)}",
        _ => null,
    };

    private static string CursorConfig(StartCommand start) =>
        Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(Server("cursor", start))));

    private static string Server(string id, StartCommand start) => ClientEntry.Server(ClientGuides.Find(id)!, start, sandbox: false);
}
