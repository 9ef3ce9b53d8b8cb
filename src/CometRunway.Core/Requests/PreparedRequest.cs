using CometRunway.Catalog.Prices;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Fitting;

namespace CometRunway.Requests;

/// <summary>
/// A request whose image was loaded, whose defaults were chosen and which was checked against all rules. Only the library makes and changes one,
/// so what is sent is what was checked. An app's tests make one with <see cref="ForTests"/>.
/// </summary>
public sealed record PreparedRequest
{
    internal PreparedRequest()
    {
    }

    /// <summary>The original request of the caller; <c>latest</c> is replaced by the path of the image.</summary>
    public VideoRequest Requested { get; internal init; } = null!;

    /// <summary>The image; null when it cannot be used.</summary>
    public InputImage? Image { get; internal init; }

    /// <summary>The settings with defaults filled in.</summary>
    public VideoSettings Settings { get; internal init; } = null!;

    /// <summary>Notes about chosen defaults, changes to the image, and the crop.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>The errors and warnings.</summary>
    public IReadOnlyList<Violation> Violations { get; internal init; } = [];

    /// <summary>The request with every error that can be corrected here corrected.</summary>
    public VideoSettings Corrected { get; internal init; } = null!;

    /// <summary>What <see cref="Settings"/> would probably cost; null when it names no model.</summary>
    public PriceEstimate? Price { get; internal init; }

    /// <summary>True when there are errors, so that the service would reject the request.</summary>
    public bool HasErrors => Violations.Any(v => v.Severity == Severity.Error);

    /// <summary>False for one that was made for a test: no rule was applied to it, so it is never sent.</summary>
    internal bool IsChecked { get; private init; } = true;

    /// <summary>
    /// Makes one for the tests of an app, as the result of a mocked client or for an approval. No rule is applied to it, so the real client refuses to
    /// create it.
    /// </summary>
    /// <param name="requested">The request; its settings become <see cref="Settings"/> and <see cref="Corrected"/>.</param>
    /// <param name="image">The image; null for one that cannot be used.</param>
    /// <param name="violations">The errors and warnings; null for none.</param>
    /// <param name="corrected">The corrected settings; null for those of the request.</param>
    /// <param name="price">The price; null for an unknown one.</param>
    /// <param name="notes">The notes; null for none.</param>
    public static PreparedRequest ForTests(
        VideoRequest requested, InputImage? image = null, IEnumerable<Violation>? violations = null, VideoSettings? corrected = null, PriceEstimate? price = null, IEnumerable<string>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(requested);
        return new()
        {
            IsChecked = false,
            Requested = requested,
            Image = image,
            Settings = requested.ToSettings(),
            Notes = [.. notes ?? []],
            Violations = [.. violations ?? []],
            Corrected = corrected ?? requested.ToSettings(),
            Price = price,
        };
    }

    /// <summary>The settings as they are sent; throws when there are errors.</summary>
    internal VideoSettings ToSend() =>
        HasErrors || !IsChecked || Image is null
            ? throw new InvalidOperationException("The request has errors or was not checked; see Violations.")
            : Settings with
            {
                // A blank prompt is not sent, because the service would reject it. A warning reports this.
                Prompt = string.IsNullOrWhiteSpace(Settings.Prompt) ? null : Settings.Prompt,
                CropFocus = CropFocusNames.TryParse(Settings.CropFocus, out var focus) ? CropFocusNames.Of(focus) : null,
            };
}
