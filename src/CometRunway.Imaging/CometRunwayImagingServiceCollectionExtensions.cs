using CometRunway.Images.Fitting;
using CometRunway.Imaging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers image transformation.</summary>
public static class CometRunwayImagingServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IImageTransformer"/> that uses SkiaSharp, unless another one is registered. The native library is loaded when the first image is transformed.</summary>
    public static IServiceCollection AddCometRunwayImaging(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IImageTransformer, SkiaImageTransformer>();
        return services;
    }
}
