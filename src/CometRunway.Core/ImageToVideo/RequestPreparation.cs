using CometRunway.Configuration;
using CometRunway.ImageToVideo.Prices;
using CometRunway.Pictures;
using CometRunway.VideoTasks;
using Microsoft.Extensions.Options;

namespace CometRunway.ImageToVideo;

/// <summary>Everything that happens to a request before money can move: the picture is read, defaults are chosen, the rules are asked.</summary>
public sealed class RequestPreparation(PictureLoader pictures, ModelsOnOffer offer, IOptions<CometRunwayOptions> options)
{
    private const int LongestPathShown = 300;

    /// <summary>Prepares a request; nothing is created, and nothing is thrown for what the caller got wrong.</summary>
    public async Task<PreparedRequest> PrepareAsync(VideoRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var offered = await offer.ModelsAsync(cancellationToken).ConfigureAwait(false);
        var models = offered?.Select(m => m.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var picture = pictures.Load(request.Image);
        var asked = new RequestDraft
        {
            Picture = picture.Picture?.Facts,
            Prompt = request.Prompt,
            Model = request.Model,
            Ratio = request.Ratio,
            Duration = request.Duration,
            Seed = request.Seed,
            Watermark = request.Watermark,
        };
        var catalog = VideoModelCatalog.Default;
        var resolved = RequestDefaults.Resolve(asked, options.Value.Model, models, catalog);
        var report = RequestRules.Check(resolved.Draft, options.Value.ApiVersion, catalog, models);
        return new PreparedRequest
        {
            // What "latest" stood for is kept: a later call must not mean another picture.
            Asked = picture.FoundAs is { } path ? request with { Image = path } : request,
            Picture = picture.Picture,
            Draft = resolved.Draft,
            Notes = [.. Found(picture.FoundAs), .. resolved.Notes],
            Violations = [.. Problems(picture), .. report.Violations],
            Corrected = report.Corrected,
            Price = Price(resolved.Draft, offered),
        };
    }

    private PriceEstimate? Price(RequestDraft draft, IReadOnlyList<OfferedModel>? offered) =>
        draft.Model is { } model ? PriceEstimates.For(model, draft.Duration, offered, DateOnly.FromDateTime(offer.ReadAt.UtcDateTime)) : null;

    private static IEnumerable<string> Found(string? path) =>
        path is null ? [] : [$"image {Shown.Line(path, LongestPathShown)}: the newest picture in the folders that may be read"];

    private static IEnumerable<Violation> Problems(PictureLoadResult picture) =>
        picture.Violation is null ? picture.Warnings : [picture.Violation, .. picture.Warnings];
}
