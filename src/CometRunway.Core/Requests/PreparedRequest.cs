using CometRunway.Catalog.Prices;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Fitting;

namespace CometRunway.Requests;

/// <summary>A request whose image was loaded, whose defaults were chosen and which was checked against all rules.</summary>
public sealed record PreparedRequest
{
    /// <summary>The original request of the caller; <c>latest</c> is replaced by the path of the image.</summary>
    public required VideoRequest Requested { get; init; }

    /// <summary>The image; null when it cannot be used.</summary>
    public ImageSource? Image { get; init; }

    /// <summary>The request with defaults filled in.</summary>
    public required RequestDraft Draft { get; init; }

    /// <summary>Notes about chosen defaults, changes to the image, and the crop.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The errors and warnings.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>The draft with corrections for all errors that can be corrected automatically.</summary>
    public required RequestDraft Corrected { get; init; }

    /// <summary>The estimated price of <see cref="Draft"/>; null when it has no model.</summary>
    public PriceEstimate? Price { get; init; }

    /// <summary>True when there are errors, so that the service would reject the request.</summary>
    public bool HasErrors => Violations.Any(v => v.Severity == Severity.Error);

    /// <summary>Creates the request to send; throws when there are errors.</summary>
    public ImageToVideoRequest ToRequest() =>
        HasErrors
            ? throw new InvalidOperationException("The request has errors; see Violations.")
            : new ImageToVideoRequest
            {
                Image = Image!,
                // A blank prompt is not sent, because the service would reject it. A warning reports this.
                Prompt = string.IsNullOrWhiteSpace(Draft.Prompt) ? null : Draft.Prompt,
                Model = Draft.Model!,
                Ratio = Draft.Ratio,
                Duration = Draft.Duration,
                Seed = Draft.Seed,
                CropFocus = CropFocusNames.TryParse(Draft.CropFocus, out var focus) ? CropFocusNames.Of(focus) : null,
                Watermark = Draft.Watermark,
            };
}
