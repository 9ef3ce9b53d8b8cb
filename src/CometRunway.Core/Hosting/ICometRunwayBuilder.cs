namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// What <c>AddCometRunway()</c> returns: where packages that stand on the library add their own parts. It is no builder of an HTTP client,
/// because a handler on the client that creates paid tasks could pay twice.
/// </summary>
public interface ICometRunwayBuilder
{
    /// <summary>The app's services.</summary>
    IServiceCollection Services { get; }
}
