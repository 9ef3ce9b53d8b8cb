using CometRunway.Api;
using CometRunway.Catalog;
using CometRunway.Catalog.Prices;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.Images.Remote;
using CometRunway.Options;
using CometRunway.Requests.Rules;
using Microsoft.Extensions.Options;

namespace CometRunway.Requests;

/// <summary>Everything that happens to a request before money can move: the image is read or looked at, defaults are chosen, the image is made to fit, the rules are asked.</summary>
public sealed class RequestPreparation(ImageLoader images, RemoteImageChecker links, ImageTransformation fitting, ModelAvailability offer, IOptions<CometRunwayOptions> options)
{
    private const int LongestPathShown = 300;

    /// <summary>Prepares a request; nothing is created, and nothing is thrown for what the caller got wrong.</summary>
    public async Task<PreparedRequest> PrepareAsync(VideoRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var offered = await offer.ModelsAsync(cancellationToken).ConfigureAwait(false);
        var models = offered?.Select(m => m.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var image = await links.LookAsync(images.Load(request.Image), cancellationToken).ConfigureAwait(false);
        var opened = await fitting.OpenAsync(image, cancellationToken).ConfigureAwait(false);
        var catalog = ModelCatalog.Default;
        var resolved = RequestDefaults.Resolve(request, opened.Facts, options.Value.DefaultModel, models, catalog);
        var fitted = await fitting.FitAsync(opened, resolved.Settings.CropFocus, resolved.Settings.Ratio, cancellationToken).ConfigureAwait(false);
        var report = RequestRules.Check(resolved.Settings, fitted.Image?.Facts, options.Value.ApiVersion, catalog, models);
        return new PreparedRequest
        {
            // What "latest" stood for is kept: a later call must not mean another image.
            Asked = opened.Loaded.FoundAs is { } path ? request with { Image = path } : request,
            Image = fitted.Image,
            Settings = resolved.Settings,
            Notes = [.. Found(opened.Loaded.FoundAs), .. resolved.Notes, .. fitted.Notes, .. Crop(resolved.Settings, fitted.Image?.Facts, catalog)],
            Violations = [.. fitted.Violations, .. report.Violations],
            Corrected = report.Corrected,
            Price = Price(resolved.Settings, offered),
        };
    }

    /// <summary>The part of the image that the prepared request, or else the corrected one, keeps, small: to look at before money moves.</summary>
    public Task<FramePreviewResult> PreviewAsync(PreparedRequest prepared, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var ratio = (prepared.HasErrors ? prepared.Corrected : prepared.Settings).Ratio;
        return fitting.PreviewAsync(prepared.Image, ratio, cancellationToken);
    }

    /// <summary>A cut that is large is a warning already.</summary>
    private static IEnumerable<string> Crop(VideoSettings settings, ImageFacts? image, ModelCatalog catalog)
    {
        var allowed = catalog.Find(settings.Model)?.Ratios ?? ApiDefaults.Ratios;
        return CropForecast.Of(image, settings.Ratio, allowed) is { Cut: <= CropRule.Much } crop ? [$"crop: {crop.Sentence}"] : [];
    }

    private PriceEstimate? Price(VideoSettings settings, IReadOnlyList<AvailableModel>? offered) =>
        settings.Model is { } model ? PriceEstimates.For(model, settings.Duration, offered, DateOnly.FromDateTime(offer.ReadAt.UtcDateTime)) : null;

    private static IEnumerable<string> Found(string? path) =>
        path is null ? [] : [$"image {DisplayText.Line(path, LongestPathShown)}: the newest picture in the folders that may be read"];
}
