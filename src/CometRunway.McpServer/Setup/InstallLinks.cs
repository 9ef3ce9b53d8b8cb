using System.Text;

namespace CometRunway.McpServer.Setup;

/// <summary>Creates links that open a client with the entry filled in. The user has to confirm there.</summary>
internal static class InstallLinks
{
    /// <summary>Creates an https link for web pages, which redirects to VS Code.</summary>
    public static string VsCodeOnTheWeb(StartCommand start) =>
        $"https://vscode.dev/redirect/mcp/install?name={ClientEntry.ServerName}&inputs={Uri.EscapeDataString(ClientEntry.Inputs())}&config={Uri.EscapeDataString(Server("vscode", start))}";

    /// <summary>Creates an https link for web pages, which opens Cursor.</summary>
    public static string CursorOnTheWeb(StartCommand start) =>
        $"https://cursor.com/install-mcp?name={ClientEntry.ServerName}&config={CursorConfig(start)}";

    /// <summary>Creates a link for this machine, or returns null if the client supports none.</summary>
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
