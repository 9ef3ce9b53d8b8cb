namespace CometRunway.TestKit.Http;

/// <summary>A request as the handler received it.</summary>
public sealed record SentRequest(HttpMethod Method, Uri Address, IReadOnlyDictionary<string, string> Headers, string? Body);
