using CometRunway.Errors;

namespace CometRunway.Images.Fitting;

/// <summary>An image to send, notes about the changes, and its violations.</summary>
internal sealed record TransformedImage(ImageSource? Image, IReadOnlyList<string> Notes, IReadOnlyList<Violation> Violations);
