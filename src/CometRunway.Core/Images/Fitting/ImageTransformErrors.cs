using CometRunway.Errors;
using CometRunway.Images.Paths;

namespace CometRunway.Images.Fitting;

/// <summary>Creates the violations for images that cannot be transformed.</summary>
internal static class ImageTransformErrors
{
    public const string NoTransformer = "nothing here can open pictures (an app adds the package CometRunway.Imaging for that)";

    public static Violation With(Violation violation, string reason) =>
        violation with { Problem = $"{violation.Problem} It was not converted here, because {reason}." };

    public static Violation NotRebuilt(string name, string reason) =>
        PathRefusals.Refuse("picture_broken", name, $"{DisplayText.Text(name)} is damaged or has an unusual structure or colour profile, so that its metadata cannot be told from its pixels. It was not encoded anew here, because {reason}. Save it again, as PNG or JPEG with sRGB colours.");

    public static Violation NotRotated(string name, int orientation, string reason) =>
        PathRefusals.Refuse("picture_turned", name, $"{DisplayText.Text(name)} lies turned in its file (EXIF orientation {orientation}); whether the service turns it upright is unknown. It was not turned here, because {reason}.") with { Severity = Severity.Warning };

    public static Violation NotCropped(string focus, string reason) => new()
    {
        Severity = Severity.Error,
        Code = "crop_focus_impossible",
        Field = "cropFocus",
        Given = DisplayText.Text(focus),
        Problem = $"The picture cannot be cropped around {DisplayText.Text(focus)}, because {reason}. Leave cropFocus out: the service then crops around the middle.",
    };

    public static Violation LocationNotRemoved(string name) =>
        PathRefusals.Refuse("picture_location", name, $"{DisplayText.Text(name)} tells where it was taken, and that could not be taken out of it. Save it again without metadata.");
}
