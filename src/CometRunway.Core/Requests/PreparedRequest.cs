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
    public InputImage? Image { get; init; }

    /// <summary>The settings with defaults filled in.</summary>
    public required VideoSettings Settings { get; init; }

    /// <summary>Notes about chosen defaults, changes to the image, and the crop.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The errors and warnings.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>The request with every error that can be corrected here corrected.</summary>
    public required VideoSettings Corrected { get; init; }

    /// <summary>What <see cref="Settings"/> would probably cost; null when it names no model.</summary>
    public PriceEstimate? Price { get; init; }

    /// <summary>True when there are errors, so that the service would reject the request.</summary>
    public bool HasErrors => Violations.Any(v => v.Severity == Severity.Error);

    /// <summary>The settings as they are sent; throws when there are errors.</summary>
    internal VideoSettings ToSend() =>
        HasErrors
            ? throw new InvalidOperationException("The request has errors; see Violations.")
            : Settings with
            {
                // A blank prompt is not sent, because the service would reject it. A warning reports this.
                Prompt = string.IsNullOrWhiteSpace(Settings.Prompt) ? null : Settings.Prompt,
                CropFocus = CropFocusNames.TryParse(Settings.CropFocus, out var focus) ? CropFocusNames.Of(focus) : null,
            };
}
