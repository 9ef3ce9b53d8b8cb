using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Hosting;

/// <inheritdoc cref="ICometRunwayBuilder"/>
internal sealed class CometRunwayBuilder(IServiceCollection services) : ICometRunwayBuilder
{
    /// <inheritdoc/>
    public IServiceCollection Services => services;
}
