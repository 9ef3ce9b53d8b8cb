namespace CometRunway.Api;

/// <summary>The names of the <see cref="HttpClient"/>s of the service, for an app that configures them with <c>services.AddHttpClient(name)</c>.</summary>
public static class CometRunwayHttpClients
{
    /// <summary>Everything that costs nothing.</summary>
    public const string Reads = "CometRunway";

    /// <summary>
    /// Creates tasks. Resilience handlers are taken out of its pipeline, and whatever other handlers an app adds, a request leaves it at most once.
    /// </summary>
    public const string Creates = "CometRunway.Create";
}
