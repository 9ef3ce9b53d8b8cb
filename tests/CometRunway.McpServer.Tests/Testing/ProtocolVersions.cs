namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The protocol versions that the server must support.</summary>
internal static class ProtocolVersions
{
    public const string Oldest = "2024-11-05";
    public const string Structured = "2025-06-18";
    public const string LastWithHandshake = "2025-11-25";
    public const string Modern = "2026-07-28";

    /// <summary>The versions that a client can request. Null means negotiation.</summary>
    public static TheoryData<string?> All => new((string?)null, Oldest, Structured, LastWithHandshake, Modern);

    /// <summary>One version with the initialize handshake, one without.</summary>
    public static TheoryData<string> Both => [LastWithHandshake, Modern];
}
