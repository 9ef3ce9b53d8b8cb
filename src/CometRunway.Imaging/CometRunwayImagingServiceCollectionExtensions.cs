using CometRunway.Imaging;
using CometRunway.Pictures.Fitting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets pictures be opened and made to fit.</summary>
public static class CometRunwayImagingServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IPictureFitter"/> on SkiaSharp, unless there is another one. Its native library is loaded with the first picture that needs it.</summary>
    public static IServiceCollection AddCometRunwayImaging(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IPictureFitter, SkiaPictureFitter>();
        return services;
    }
}
