using CometRunway.Options;

namespace CometRunway.Callers;

/// <summary>Whose call it is, and the key it is made with.</summary>
internal sealed record Caller(string? Id, ApiKey? Key);
