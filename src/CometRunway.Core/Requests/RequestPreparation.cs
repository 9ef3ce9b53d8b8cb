using CometRunway.Api;
using CometRunway.Catalog;
using CometRunway.Catalog.Prices;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.Options;
using CometRunway.Requests.Rules;
using Microsoft.Extensions.Options;

namespace CometRunway.Requests;

/// <summary>Prepares a request before anything is paid: loads the image, chooses defaults, transforms the image and checks the rules.</summary>
internal sealed class RequestPreparation(CheckedImageSource images, ImageMemory memory, ImageTransformation transformation, ModelAvailability offer, KnownKeys keys, IOptions<CometRunwayOptions> options)
{
    private const int MaxPathLength = 300;

    /// <summary>Prepares a request of the configured caller.</summary>
    public Task<PreparedRequest> PrepareAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        PrepareAsync(request, options.Value.CallerId, cancellationToken);

    /// <summary>Prepares a request. Nothing is created. Errors of the caller are reported as violations, not exceptions.</summary>
    public async Task<PreparedRequest> PrepareAsync(VideoRequest request, string? callerId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var redactor = keys.Redactor;
        var keyless = KeyRule.Check(request, redactor);
        request = keyless.Request;
        var offered = await offer.ModelsAsync(cancellationToken).ConfigureAwait(false);
        var models = offered?.Select(m => m.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        using var image = await images.LoadAsync(request.Image, callerId, cancellationToken).ConfigureAwait(false);
        var opened = await transformation.OpenAsync(image.Result, cancellationToken).ConfigureAwait(false);
        var catalog = ModelCatalog.Default;
        var resolved = RequestDefaults.Resolve(request, opened.Facts, options.Value.DefaultModel, models, catalog);
        var transformed = await transformation.TransformAsync(opened, resolved.Settings.CropFocus, resolved.Settings.Ratio, cancellationToken).ConfigureAwait(false);
        var report = RequestRules.Check(resolved.Settings, transformed.Image?.Facts, options.Value.ApiVersion, catalog, models);
        return new PreparedRequest
        {
            // "latest" is replaced by the path, so that a later call uses the same image.
            Requested = request with { Image = opened.Loaded.FoundAs ?? request.Image, RequestId = request.RequestId?.Trim() },
            Image = transformed.Image,
            Settings = resolved.Settings,
            Notes = [.. Found(opened.Loaded.FoundAs), .. resolved.Notes, .. transformed.Notes, .. Crop(resolved.Settings, transformed.Image?.Facts, catalog)],
            Violations =
            [
                .. keyless.Violations,
                .. KeyRule.CheckName(transformed.Image?.Name, redactor),
                .. keyless.Others([.. transformed.Violations, .. report.Violations, .. RequestIdRule.Check(request.RequestId)]),
            ],
            Corrected = report.Corrected,
            Price = Price(resolved.Settings, offered),
        };
    }

    /// <summary>
    /// Creates a small preview of the part of the image that the prepared request keeps, or that the corrected request keeps if there are errors.
    /// </summary>
    public async Task<FramePreviewResult> PreviewAsync(PreparedRequest prepared, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var ratio = (prepared.HasErrors ? prepared.Corrected : prepared.Settings).Ratio;
        using var reserved = await memory.ReserveAsync(transformation.MemoryForPreview(prepared.Image), cancellationToken).ConfigureAwait(false);
        return reserved is null
            ? FramePreviewResult.None("too many pictures are being opened at once")
            : await transformation.PreviewAsync(prepared.Image, ratio, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the note for a small crop. A large crop is reported as a warning.</summary>
    private static IEnumerable<string> Crop(VideoSettings settings, ImageFacts? image, ModelCatalog catalog)
    {
        var allowed = catalog.Find(settings.Model)?.Ratios ?? ApiDefaults.Ratios;
        return CropForecast.Of(image, settings.Ratio, allowed) is { Cut: <= CropRule.WarningThreshold } crop ? [$"crop: {crop.Sentence}"] : [];
    }

    private PriceEstimate? Price(VideoSettings settings, IReadOnlyList<AvailableModel>? offered) =>
        settings.Model is { } model ? PriceEstimates.For(model, settings.Duration, offered, DateOnly.FromDateTime(offer.ReadAt.UtcDateTime)) : null;

    private static IEnumerable<string> Found(string? path) =>
        path is null ? [] : [$"image {DisplayText.Line(path, MaxPathLength)}: the newest picture in the folders that may be read"];
}
