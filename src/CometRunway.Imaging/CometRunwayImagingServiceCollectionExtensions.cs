using CometRunway.Imaging;
using CometRunway.Images.Fitting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets images be opened and made to fit.</summary>
public static class CometRunwayImagingServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IImageTransformer"/> on SkiaSharp, unless there is another one. Its native library is loaded with the first image that needs it.</summary>
    public static IServiceCollection AddCometRunwayImaging(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IImageTransformer, SkiaImageTransformer>();
        return services;
    }
}
