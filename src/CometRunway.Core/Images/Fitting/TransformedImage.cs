using CometRunway.Errors;

namespace CometRunway.Images.Fitting;

/// <summary>An image as it will be sent, what was done to it, and what is wrong with it.</summary>
internal sealed record TransformedImage(ImageSource? Image, IReadOnlyList<string> Notes, IReadOnlyList<Violation> Violations);
