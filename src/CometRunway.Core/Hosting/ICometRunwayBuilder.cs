namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// The builder that <c>AddCometRunway()</c> returns. Packages that depend on the library add their services to it. It is not an
/// <c>IHttpClientBuilder</c>, because an additional handler on the client that creates paid tasks could cause duplicate charges.
/// </summary>
public interface ICometRunwayBuilder
{
    /// <summary>The services of the app.</summary>
    IServiceCollection Services { get; }
}
