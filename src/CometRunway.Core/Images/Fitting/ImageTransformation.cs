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
/// Transforms loaded images so that they can be sent: upright, in a supported format, small enough and without metadata. An image that
/// needs no change is sent unmodified. Each change is reported in a note.
/// </summary>
internal sealed class ImageTransformation
{
    private readonly IImageTransformer? _transformer;
    private readonly ExternalConverters _converters;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>The timeout of one transformation.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <param name="transformer">The transformer; null if none is registered.</param>
    /// <param name="time">The clock for timeouts.</param>
    /// <param name="logger">The logger for failures of the transformer.</param>
    public ImageTransformation(IImageTransformer? transformer, TimeProvider time, ILogger<ImageTransformation> logger)
        : this(transformer, time, ProgramSearch.MachinePath, logger)
    {
    }

    internal ImageTransformation(IImageTransformer? transformer, TimeProvider time, string? searchPath, ILogger? logger = null)
    {
        _transformer = transformer;
        _time = time;
        _logger = new SafeLogger(logger ?? NullLogger.Instance);
        _converters = new ExternalConverters(time, searchPath);
    }

    /// <summary>Converts an image to a format that can be transformed.</summary>
    internal async Task<OpenedImage> OpenAsync(ImageLoadResult loaded, CancellationToken cancellationToken)
    {
        if (_transformer is null || loaded.Original is not { } given || !ExternalConverters.CanConvert(given.Header))
            return new OpenedImage(loaded, loaded.Original);
        var (converted, error) = await _converters.ConvertAsync(given, cancellationToken).ConfigureAwait(false);
        return new OpenedImage(loaded, converted ?? given) { ConversionError = error };
    }

    /// <summary>Applies the required changes, and the crop if one was requested.</summary>
    internal async Task<TransformedImage> TransformAsync(OpenedImage opened, string? cropFocus, string? ratio, CancellationToken cancellationToken)
    {
        var focus = CropFocusNames.TryParse(cropFocus, out var parsed) ? parsed : (CropFocus?)null;
        VideoRatio? shape = VideoRatio.TryParse(ratio, out var frame) ? frame : null;
        if (opened is not { Loaded.Original: { } given, Working: { } working })
            return AsLoaded(opened.Loaded, focus is not null && opened.Loaded.Image is not null ? [ImageTransformErrors.NotCropped(cropFocus!, "a link is fetched by the service itself: save the picture and give its path")] : []);
        var plan = ImageTransformPlan.Of(given, working, focus, shape);
        if (!plan.NeedsDecoding)
            return WithUnusedFocus(Rebuilt(opened.Loaded, given, plan.Rebuilt!), focus, shape, working.Facts);

        var outcome = await DecodeAndTransformAsync(opened, working, plan, focus ?? CropFocus.Center, cancellationToken).ConfigureAwait(false);
        return outcome.Facts is null
            ? NotTransformed(opened.Loaded, given, plan, cropFocus, outcome.Reason!)
            : WithUnusedFocus(Transformed(opened.Loaded, given, working, plan, focus ?? CropFocus.Center, outcome), focus, shape, working.Facts);
    }

    /// <summary>Returns the number of bytes to reserve before <see cref="PreviewAsync"/>; 0 when it makes none.</summary>
    internal long MemoryForPreview(InputImage? image) =>
        _transformer is not null && image is { Bytes.IsEmpty: false } && ImageHeader.Read(image.Bytes.Span, image.Bytes.Length) is { } header
            ? DecodingMemory.Of(header, image.Bytes.Length)
            : 0;

    /// <summary>Creates a small preview of the part of an image that a ratio keeps.</summary>
    internal async Task<FramePreviewResult> PreviewAsync(InputImage? image, string? ratio, CancellationToken cancellationToken)
    {
        if (image is null || image.Bytes.IsEmpty || _transformer is null || !VideoRatio.TryParse(ratio, out var shape))
            return FramePreviewResult.None(null);
        if (ImageHeader.Read(image.Bytes.Span, image.Bytes.Length) is not { Width: > 0, Height: > 0 } header)
            return FramePreviewResult.None(null);
        if (PixelBudget.Refusal(header, image.Bytes.Length) is { } refusal)
            return FramePreviewResult.None(refusal);
        var facts = header.ToFacts(image.Bytes.Length);
        var outcome = await TransformAsync(
            _transformer,
            new ImageTransformRequest
            {
                Image = image.Bytes,
                Facts = facts,
                Window = CropWindow.For(facts.Width, facts.Height, shape),
                Shape = shape,
                MaxSide = FramePreview.MaxSide,
                MaxBytes = FramePreview.MaxBytes,
                JpegOnly = true,
            },
            cancellationToken).ConfigureAwait(false);
        return outcome.Facts is { } small ? new(new FramePreview(outcome.Bytes, small.Width, small.Height), null) : FramePreviewResult.None(outcome.Reason);
    }

    private async Task<ImageTransformResult> DecodeAndTransformAsync(OpenedImage opened, ImageOriginal working, ImageTransformPlan plan, CropFocus focus, CancellationToken cancellationToken)
    {
        if (_transformer is null)
            return ImageTransformResult.None(ImageTransformErrors.NoTransformer);
        if (opened.ConversionError is not null)
            return ImageTransformResult.None(opened.ConversionError);
        if (working.Header is not { Width: > 0, Height: > 0 })
            return ImageTransformResult.None("its size is not known");
        if (PixelBudget.Refusal(working.Header, working.Bytes.Length) is { } refusal)
            return ImageTransformResult.None(refusal);
        var facts = working.Facts;
        return await TransformAsync(
            _transformer,
            new ImageTransformRequest
            {
                Image = working.Bytes,
                Facts = facts,
                Window = plan.Shape is { } shape ? CropWindow.For(facts.Width, facts.Height, shape, focus) : null,
                Shape = plan.Shape,
                MaxSide = ImageLimits.MaxSideOfReencoded,
                MaxBytes = ImageLimits.MaxBytes,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImageTransformResult> TransformAsync(IImageTransformer transformer, ImageTransformRequest request, CancellationToken cancellationToken)
    {
        try
        {
            // Task.Run and WaitAsync end the wait even if the transformer blocks the thread or ignores its token.
            var result = await Task.Run(() => transformer.TransformAsync(request, cancellationToken), cancellationToken).WaitAsync(TimeLimit, _time, cancellationToken).ConfigureAwait(false);
            return result switch
            {
                { Facts: not null, Bytes.IsEmpty: false } => result,
                { Facts: null, Reason.Length: > 0 } => result,
                _ => ImageTransformResult.None("the app's image transformer returned neither an image nor a reason"),
            };
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            ImageLog.TransformerFailed(_logger, error);
            return ImageTransformResult.None("the app's image transformer failed; the reason is in the log");
        }
    }

    private static TransformedImage Transformed(ImageLoadResult loaded, ImageOriginal given, ImageOriginal working, ImageTransformPlan plan, CropFocus focus, ImageTransformResult outcome) => new(
        InputImage.FromBytes(outcome.Bytes, outcome.Facts!, given.Name, given.Identity),
        [ImageTransformNote.Of(given, working, plan, focus, outcome)],
        loaded.Warnings);

    /// <summary>Sends the parts of the image that are needed to show it. The pixels are unchanged.</summary>
    private static TransformedImage Rebuilt(ImageLoadResult loaded, ImageOriginal given, RebuiltImage rebuilt)
    {
        if (rebuilt.IsSame)
            return AsLoaded(loaded, []);
        var bytes = rebuilt.ToArray();
        if (ImageHeader.Read(bytes, bytes.Length) is not { HasLocation: false, IsTruncated: false } header || !header.IsSameImage(given.Header))
            return new(null, [], [ImageTransformErrors.LocationNotRemoved(given.Name), .. loaded.Warnings]);
        var facts = new ImageOriginal(bytes, header, given.Name).Facts;
        return new(InputImage.Of(bytes, facts, given.Name, given.Identity), [ImageTransformNote.Rebuilt(rebuilt.LeftOut, given.Header.HasLocation)], loaded.Warnings);
    }

    private static TransformedImage NotTransformed(ImageLoadResult loaded, ImageOriginal given, ImageTransformPlan plan, string? cropFocus, string reason)
    {
        if (loaded.Violation is { } violation)
            return new(null, [], [ImageTransformErrors.With(violation, reason), .. loaded.Warnings]);
        if (plan.Rebuilt is null)
            return new(null, [], [ImageTransformErrors.NotRebuilt(given.Name, reason), .. loaded.Warnings]);
        List<Violation> found = [];
        if (plan.Shape is not null)
            found.Add(ImageTransformErrors.NotCropped(cropFocus!, reason));
        if (plan.Rotate)
            found.Add(ImageTransformErrors.NotRotated(given.Name, given.Header.Orientation, reason));
        var rest = Rebuilt(loaded, given, plan.Rebuilt);
        return rest with { Violations = [.. found, .. rest.Violations] };
    }

    private static TransformedImage AsLoaded(ImageLoadResult loaded, IEnumerable<Violation> found) =>
        new(loaded.Image, [], [.. found, .. loaded.Violation is null ? [] : new[] { loaded.Violation }, .. loaded.Warnings]);

    private static TransformedImage WithUnusedFocus(TransformedImage transformed, CropFocus? focus, VideoRatio? shape, ImageFacts before) =>
        focus is { } requested && ImageTransformNote.UnusedFocus(requested, shape, before) is { } note ? transformed with { Notes = [.. transformed.Notes, note] } : transformed;
}

/// <summary>An image to send, notes about the changes, and its violations.</summary>
internal sealed record TransformedImage(InputImage? Image, IReadOnlyList<string> Notes, IReadOnlyList<Violation> Violations);

/// <summary>A loaded image, converted to a format that can be transformed if a converter is installed.</summary>
/// <param name="Loaded">The result of the loader.</param>
/// <param name="Working">The bytes to transform: the original ones or the converted ones; null when there are none.</param>
internal sealed record OpenedImage(ImageLoadResult Loaded, ImageOriginal? Working)
{
    /// <summary>The reason why the conversion failed, as a clause; null if it succeeded or was not required.</summary>
    public string? ConversionError { get; init; }

    /// <summary>The facts of the image before it is transformed.</summary>
    public ImageFacts? Facts => Working is { Header: { Width: > 0, Height: > 0 } } working ? working.Facts : Loaded.Image?.Facts;
}
