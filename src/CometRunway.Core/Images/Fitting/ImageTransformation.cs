using CometRunway.Catalog;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images.Conversion;
using CometRunway.Images.Metadata;
using CometRunway.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CometRunway.Images.Fitting;

/// <summary>
/// Makes loaded images fit to be sent: upright, of a kind that is taken, small enough, without location data. One that fits already
/// is sent byte for byte. Nothing is done without being said.
/// </summary>
public sealed class ImageTransformation
{
    private readonly IImageTransformer? _fitter;
    private readonly ExternalConverters _foreign;
    private readonly ILogger _logger;

    /// <param name="fitter">What can open images; null when nothing can.</param>
    /// <param name="time">Limits other programs.</param>
    /// <param name="logger">Learns why the transformer failed.</param>
    public ImageTransformation(IImageTransformer? fitter, TimeProvider time, ILogger<ImageTransformation> logger)
        : this(fitter, time, ProgramSearch.MachinePath, logger)
    {
    }

    internal ImageTransformation(IImageTransformer? fitter, TimeProvider time, string? searchPath, ILogger? logger = null)
    {
        _fitter = fitter;
        _logger = new SafeLogger(logger ?? NullLogger.Instance);
        _foreign = new ExternalConverters(time, searchPath);
    }

    /// <summary>Brings an image into a kind that can be fitted.</summary>
    internal async Task<OpenedImage> OpenAsync(ImageLoadResult loaded, CancellationToken cancellationToken)
    {
        if (_fitter is null || loaded.Original is not { } given || !ExternalConverters.Are(given.Header))
            return new OpenedImage(loaded, loaded.Original);
        var (converted, trouble) = await _foreign.ConvertAsync(given, cancellationToken).ConfigureAwait(false);
        return new OpenedImage(loaded, converted ?? given) { Trouble = trouble };
    }

    /// <summary>Does what the image needs, and the crop if one was asked for.</summary>
    internal async Task<TransformedImage> FitAsync(OpenedImage opened, string? cropFocus, string? ratio, CancellationToken cancellationToken)
    {
        var focus = CropFocusWords.TryParse(cropFocus, out var parsed) ? parsed : (CropFocus?)null;
        VideoRatio? shape = VideoRatio.TryParse(ratio, out var frame) ? frame : null;
        if (opened is not { Loaded.Original: { } given, Working: { } working })
            return AsLoaded(opened.Loaded, focus is not null && opened.Loaded.Image is not null ? [ImageTransformErrors.NotCropped(cropFocus!, "a link is fetched by the service itself: save the picture and give its path")] : []);
        var needs = ImageTransformPlan.Of(given, working, focus, shape);
        if (!needs.Any)
            return WithIdleFocus(AsLoaded(opened.Loaded, []), focus, shape, working.Facts);
        if (!needs.Opening)
            return Forget(opened.Loaded, given);

        var outcome = await OpenedAsync(opened, working, needs, focus ?? CropFocus.Center, cancellationToken).ConfigureAwait(false);
        return outcome.Facts is null
            ? Unfitted(opened.Loaded, given, needs, cropFocus, outcome.Reason!)
            : WithIdleFocus(Fitted(opened.Loaded, given, working, needs, focus ?? CropFocus.Center, outcome), focus, shape, working.Facts);
    }

    /// <summary>The part of an image that a ratio keeps, small.</summary>
    internal async Task<FramePreviewResult> PreviewAsync(ImageSource? image, string? ratio, CancellationToken cancellationToken)
    {
        if (image is null || image.Bytes.IsEmpty || _fitter is null || !VideoRatio.TryParse(ratio, out var shape))
            return FramePreviewResult.None(null);
        if (ImageHeader.Look(image.Bytes.Span, image.Bytes.Length) is not { Width: > 0, Height: > 0 } header)
            return FramePreviewResult.None(null);
        if (PixelBudget.Refusal(header, image.Bytes.Length) is { } refusal)
            return FramePreviewResult.None(refusal);
        var facts = header.ToFacts(image.Bytes.Length);
        var outcome = await TransformAsync(
            _fitter,
            new ImageTransformRequest
            {
                Image = image.Bytes,
                Facts = facts,
                Window = CropWindow.For(facts.Width, facts.Height, shape),
                Shape = shape,
                LongestSide = FramePreview.MaxSide,
                MostBytes = FramePreview.MaxBytes,
                JpegOnly = true,
            },
            cancellationToken).ConfigureAwait(false);
        return outcome.Facts is { } small ? new(new FramePreview(outcome.Bytes, small.Width, small.Height), null) : FramePreviewResult.None(outcome.Reason);
    }

    private async Task<ImageTransformResult> OpenedAsync(OpenedImage opened, ImageOriginal working, ImageTransformPlan needs, CropFocus focus, CancellationToken cancellationToken)
    {
        if (_fitter is null)
            return ImageTransformResult.None(ImageTransformErrors.NoFitter);
        if (opened.Trouble is not null)
            return ImageTransformResult.None(opened.Trouble);
        if (working.Header is not { Width: > 0, Height: > 0 })
            return ImageTransformResult.None("its size is not known");
        if (PixelBudget.Refusal(working.Header, working.Bytes.Length) is { } refusal)
            return ImageTransformResult.None(refusal);
        var facts = working.Facts;
        return await TransformAsync(
            _fitter,
            new ImageTransformRequest
            {
                Image = working.Bytes,
                Facts = facts,
                Window = needs.Shape is { } shape ? CropWindow.For(facts.Width, facts.Height, shape, focus) : null,
                Shape = needs.Shape,
                LongestSide = ImageLimits.LongestSideOfNew,
                MostBytes = ImageLimits.MostBytes,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImageTransformResult> TransformAsync(IImageTransformer fitter, ImageTransformRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await fitter.TransformAsync(request, cancellationToken).ConfigureAwait(false) ?? ImageTransformResult.None("the app's image transformer gave no answer");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            ImageLog.TransformerFailed(_logger, error);
            return ImageTransformResult.None("the app's image transformer failed; the reason is in the log");
        }
    }

    private static TransformedImage Fitted(ImageLoadResult loaded, ImageOriginal given, ImageOriginal working, ImageTransformPlan needs, CropFocus focus, ImageTransformResult outcome) => new(
        ImageSource.FromBytes(outcome.Bytes, outcome.Facts!, given.Name, given.Sha256),
        [ImageTransformNote.Of(given, working, needs, focus, outcome)],
        loaded.Warnings);

    /// <summary>Only metadata has to go: no pixel is touched, and nothing has to open the image.</summary>
    private static TransformedImage Forget(ImageLoadResult loaded, ImageOriginal given)
    {
        if (ImageMetadata.Without(given.Bytes.Span, given.Header) is not { } bytes || ImageHeader.Look(bytes, bytes.Length) is not { HasLocation: false, IsTruncated: false } header)
            return new(null, [], [ImageTransformErrors.LocationStays(given.Name), .. loaded.Warnings]);
        var facts = new ImageOriginal(bytes, header, given.Name).Facts;
        return new(ImageSource.FromBytes(bytes, facts, given.Name, given.Sha256), [ImageTransformNote.Forgotten()], loaded.Warnings);
    }

    private static TransformedImage Unfitted(ImageLoadResult loaded, ImageOriginal given, ImageTransformPlan needs, string? cropFocus, string reason)
    {
        if (loaded.Violation is { } violation)
            return new(null, [], [ImageTransformErrors.With(violation, reason), .. loaded.Warnings]);
        List<Violation> found = [];
        if (needs.Shape is not null)
            found.Add(ImageTransformErrors.NotCropped(cropFocus!, reason));
        if (needs.Turning)
            found.Add(ImageTransformErrors.Turned(given.Name, given.Header.Orientation, reason));
        var rest = needs.Forgetting ? Forget(loaded, given) : AsLoaded(loaded, []);
        return rest with { Violations = [.. found, .. rest.Violations] };
    }

    private static TransformedImage AsLoaded(ImageLoadResult loaded, IEnumerable<Violation> found) =>
        new(loaded.Image, [], [.. found, .. loaded.Violation is null ? [] : new[] { loaded.Violation }, .. loaded.Warnings]);

    private static TransformedImage WithIdleFocus(TransformedImage fitted, CropFocus? focus, VideoRatio? shape, ImageFacts before) =>
        focus is { } asked && ImageTransformNote.Idle(asked, shape, before) is { } idle ? fitted with { Notes = [.. fitted.Notes, idle] } : fitted;
}
