using System.Globalization;
using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images.Fitting;
using CometRunway.Images.Paths;

namespace CometRunway.Images.Loading;

/// <summary>Creates the violations for images that cannot be sent.</summary>
internal static class ImageRefusals
{
    private const string Source = ApiDefaults.RunwayInputs;

    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp"];

    public static Violation BareBase64(int length) =>
        PathRefusals.Refuse("image_is_base64", $"{DisplayText.Number(length)} characters of base64", "That is a picture typed as base64, which models get wrong. Give the path of the file or an https link.");

    public static Violation DataUriMalformed(string problem) =>
        PathRefusals.Refuse("image_data_uri_malformed", null, $"The data URI cannot be read: {problem}. It must be data:image/png;base64, (or jpeg, webp) and then base64; better, give the path of the file or an https link.");

    public static Violation Busy(int waiting) =>
        PathRefusals.Refuse("images_busy", null, $"Too many pictures are being opened at once ({DisplayText.Number(waiting)} wait), and this one had no turn within {ImageMemory.TimeLimit.TotalSeconds:0} s. Nothing was sent. Try again in a minute, and check or create one video at a time.");

    public static Violation Empty(string name) =>
        PathRefusals.Refuse("picture_empty", name, $"{DisplayText.Text(name)} is empty (0 bytes), or no ordinary file. Save the picture again.");

    public static Violation NotAImage(string name, string kind) =>
        PathRefusals.Refuse("picture_not_recognised", name, $"{DisplayText.Text(name)} is {kind}, not a picture this service takes. Give a PNG, JPEG or WebP file.", Types, null, Source);

    public static Violation Type(string name, string mediaType) =>
        PathRefusals.Refuse("picture_type", mediaType, $"{DisplayText.Text(name)} is {mediaType} by its bytes; the service takes JPEG, PNG and WebP. Convert it to one of these and try again.", Types, null, Source);

    public static Violation PreviewFirst(string name) =>
        PathRefusals.Refuse("picture_preview_first", name, $"{DisplayText.Text(name)} is a TIFF file with several pictures, and the first is not the largest: it may be a small preview, as in a camera's RAW photo. Export the one that is meant as JPEG or PNG.");

    public static Violation Animated(string name, string mediaType) =>
        PathRefusals.Refuse("picture_animated", name, $"{DisplayText.Text(name)} is an animated picture ({mediaType}). Save one frame of it as a still PNG or JPEG.");

    public static Violation Truncated(string name, string mediaType) =>
        PathRefusals.Refuse("picture_truncated", name, $"{DisplayText.Text(name)} ends before the picture does ({mediaType}): it was saved or copied only in part. Save it again.");

    public static Violation Broken(string name, string mediaType) =>
        PathRefusals.Refuse("picture_broken", name, $"{DisplayText.Text(name)} begins as {mediaType} but does not say how large the picture is: it is damaged. Save it again.");

    public static Violation TooLarge(string name, long bytes, long characters)
    {
        var limit = ImageLoader.MaxDataUriCharacters;
        return PathRefusals.Refuse(
            "picture_too_large",
            string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
            $"{DisplayText.Text(name)} has {DisplayText.Megabytes(bytes)}; sent as a data URI it would be {DisplayText.Number(characters)} characters, and {DisplayText.Number(limit)} are allowed (about 3.9 MB of picture). Save it smaller, for example as JPEG with at most 2000 pixels a side, or give an https link.",
            [$"at most {DisplayText.Number(limit)} characters as a data URI"],
            null,
            Source);
    }

    public static Violation TypeMismatch(string declared, string actual) =>
        PathRefusals.Refuse("picture_type_mismatch", declared, $"The data URI says {DisplayText.Text(declared)}, and its bytes are {actual}; it is sent as {actual}.") with { Severity = Severity.Warning };
}
