using CometRunway.ImageToVideo;
using CometRunway.Pictures.Conversion;
using CometRunway.Pictures.Metadata;
using CometRunway.Programs;

namespace CometRunway.Pictures.Fitting;

/// <summary>
/// Makes loaded pictures fit to be sent: upright, of a kind that is taken, small enough, without location data. One that fits already
/// is sent byte for byte. Nothing is done without being said.
/// </summary>
public sealed class PictureFitting
{
    private readonly IPictureFitter? _fitter;
    private readonly ForeignPictures _foreign;

    /// <param name="fitter">What can open pictures; null when nothing can.</param>
    /// <param name="time">Limits other programs.</param>
    public PictureFitting(IPictureFitter? fitter, TimeProvider time)
        : this(fitter, time, ProgramSearch.MachinePath)
    {
    }

    internal PictureFitting(IPictureFitter? fitter, TimeProvider time, string? searchPath)
    {
        _fitter = fitter;
        _foreign = new ForeignPictures(time, searchPath);
    }

    /// <summary>Brings a picture into a kind that can be fitted.</summary>
    internal async Task<OpenedPicture> OpenAsync(PictureLoadResult loaded, CancellationToken cancellationToken)
    {
        if (_fitter is null || loaded.Original is not { } given || !ForeignPictures.Are(given.Header))
            return new OpenedPicture(loaded, loaded.Original);
        var (converted, trouble) = await _foreign.ConvertAsync(given, cancellationToken).ConfigureAwait(false);
        return new OpenedPicture(loaded, converted ?? given) { Trouble = trouble };
    }

    /// <summary>Does what the picture needs, and the crop if one was asked for.</summary>
    internal async Task<FittedPicture> FitAsync(OpenedPicture opened, string? cropFocus, string? ratio, CancellationToken cancellationToken)
    {
        var focus = CropFocusWords.TryParse(cropFocus, out var parsed) ? parsed : (CropFocus?)null;
        VideoRatio? shape = VideoRatio.TryParse(ratio, out var frame) ? frame : null;
        if (opened is not { Loaded.Original: { } given, Working: { } working })
            return AsLoaded(opened.Loaded, focus is not null && opened.Loaded.Picture is not null ? [FittingRefusals.NotCropped(cropFocus!, "a link is fetched by the service itself: save the picture and give its path")] : []);
        var needs = FittingNeeds.Of(given, working, focus, shape);
        if (!needs.Any)
            return WithIdleFocus(AsLoaded(opened.Loaded, []), focus, shape, working.Facts);
        if (!needs.Opening)
            return Forget(opened.Loaded, given);

        var outcome = await OpenedAsync(opened, working, needs, focus ?? CropFocus.Center, cancellationToken).ConfigureAwait(false);
        return outcome.Facts is null
            ? Unfitted(opened.Loaded, given, needs, cropFocus, outcome.Reason!)
            : WithIdleFocus(Fitted(opened.Loaded, given, working, needs, focus ?? CropFocus.Center, outcome), focus, shape, working.Facts);
    }

    /// <summary>The part of a picture that a ratio keeps, small.</summary>
    internal async Task<FramePreviewResult> PreviewAsync(PictureSource? picture, string? ratio, CancellationToken cancellationToken)
    {
        if (picture is null || picture.Bytes.IsEmpty || _fitter is null || !VideoRatio.TryParse(ratio, out var shape))
            return FramePreviewResult.None(null);
        if (PictureHeader.Look(picture.Bytes.Span, picture.Bytes.Length) is not { Width: > 0, Height: > 0 } header)
            return FramePreviewResult.None(null);
        if (PixelBudget.Refusal(header, picture.Bytes.Length) is { } refusal)
            return FramePreviewResult.None(refusal);
        var facts = header.ToFacts(picture.Bytes.Length);
        var outcome = await _fitter.FitAsync(
            new FitOrder
            {
                Picture = picture.Bytes,
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

    private async Task<FitOutcome> OpenedAsync(OpenedPicture opened, PictureOriginal working, FittingNeeds needs, CropFocus focus, CancellationToken cancellationToken)
    {
        if (_fitter is null)
            return FitOutcome.None(FittingRefusals.NoFitter);
        if (opened.Trouble is not null)
            return FitOutcome.None(opened.Trouble);
        if (working.Header is not { Width: > 0, Height: > 0 })
            return FitOutcome.None("its size is not known");
        if (PixelBudget.Refusal(working.Header, working.Bytes.Length) is { } refusal)
            return FitOutcome.None(refusal);
        var facts = working.Facts;
        return await _fitter.FitAsync(
            new FitOrder
            {
                Picture = working.Bytes,
                Facts = facts,
                Window = needs.Shape is { } shape ? CropWindow.For(facts.Width, facts.Height, shape, focus) : null,
                Shape = needs.Shape,
                LongestSide = PictureLimits.LongestSideOfNew,
                MostBytes = PictureLimits.MostBytes,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static FittedPicture Fitted(PictureLoadResult loaded, PictureOriginal given, PictureOriginal working, FittingNeeds needs, CropFocus focus, FitOutcome outcome) => new(
        PictureSource.FromBytes(outcome.Bytes, outcome.Facts!, given.Name, given.Sha256),
        [FittingNote.Of(given, working, needs, focus, outcome)],
        loaded.Warnings);

    /// <summary>Only metadata has to go: no pixel is touched, and nothing has to open the picture.</summary>
    private static FittedPicture Forget(PictureLoadResult loaded, PictureOriginal given)
    {
        if (PictureMetadata.Without(given.Bytes.Span, given.Header) is not { } bytes || PictureHeader.Look(bytes, bytes.Length) is not { HasLocation: false, IsTruncated: false } header)
            return new(null, [], [FittingRefusals.LocationStays(given.Name), .. loaded.Warnings]);
        var facts = new PictureOriginal(bytes, header, given.Name).Facts;
        return new(PictureSource.FromBytes(bytes, facts, given.Name, given.Sha256), [FittingNote.Forgotten()], loaded.Warnings);
    }

    private static FittedPicture Unfitted(PictureLoadResult loaded, PictureOriginal given, FittingNeeds needs, string? cropFocus, string reason)
    {
        if (loaded.Violation is { } violation)
            return new(null, [], [FittingRefusals.With(violation, reason), .. loaded.Warnings]);
        List<Violation> found = [];
        if (needs.Shape is not null)
            found.Add(FittingRefusals.NotCropped(cropFocus!, reason));
        if (needs.Turning)
            found.Add(FittingRefusals.Turned(given.Name, given.Header.Orientation, reason));
        var rest = needs.Forgetting ? Forget(loaded, given) : AsLoaded(loaded, []);
        return rest with { Violations = [.. found, .. rest.Violations] };
    }

    private static FittedPicture AsLoaded(PictureLoadResult loaded, IEnumerable<Violation> found) =>
        new(loaded.Picture, [], [.. found, .. loaded.Violation is null ? [] : new[] { loaded.Violation }, .. loaded.Warnings]);

    private static FittedPicture WithIdleFocus(FittedPicture fitted, CropFocus? focus, VideoRatio? shape, PictureFacts before) =>
        focus is { } asked && FittingNote.Idle(asked, shape, before) is { } idle ? fitted with { Notes = [.. fitted.Notes, idle] } : fitted;
}
