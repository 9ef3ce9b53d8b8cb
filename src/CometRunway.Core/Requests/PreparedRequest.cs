using CometRunway.Catalog.Prices;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Fitting;

namespace CometRunway.Requests;

/// <summary>A request after the image was read, defaults were chosen and every rule was asked.</summary>
public sealed record PreparedRequest
{
    /// <summary>What was asked.</summary>
    public required VideoRequest Asked { get; init; }

    /// <summary>The image; null when it cannot be used.</summary>
    public ImageSource? Image { get; init; }

    /// <summary>The settings with defaults filled in.</summary>
    public required VideoSettings Settings { get; init; }

    /// <summary>What was chosen for the caller, and why; what was done to the image; what the crop cuts.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Everything wrong or unwise.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>The request with every error that can be corrected here corrected.</summary>
    public required VideoSettings Corrected { get; init; }

    /// <summary>What <see cref="Settings"/> would probably cost; null when it names no model.</summary>
    public PriceEstimate? Price { get; init; }

    /// <summary>True when the service would refuse the request, as far as can be known here.</summary>
    public bool HasErrors => Violations.Any(v => v.Severity == Severity.Error);

    /// <summary>The settings as they are sent; throws when there are errors.</summary>
    internal VideoSettings ToSend() =>
        HasErrors
            ? throw new InvalidOperationException("The request has errors; see Violations.")
            : Settings with
            {
                // A blank prompt is none, as its warning promises; the service would refuse it.
                Prompt = string.IsNullOrWhiteSpace(Settings.Prompt) ? null : Settings.Prompt,
                CropFocus = CropFocusWords.TryParse(Settings.CropFocus, out var focus) ? CropFocusWords.Of(focus) : null,
            };
}
