namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The protocol's versions that one server must speak.</summary>
internal static class Eras
{
    public const string Oldest = "2024-11-05";
    public const string Structured = "2025-06-18";
    public const string LastWithHandshake = "2025-11-25";
    public const string Modern = "2026-07-28";

    /// <summary>What a client may ask for; null leaves it to negotiation.</summary>
    public static TheoryData<string?> All => new((string?)null, Oldest, Structured, LastWithHandshake, Modern);

    /// <summary>One of each kind.</summary>
    public static TheoryData<string> Both => [LastWithHandshake, Modern];
}
