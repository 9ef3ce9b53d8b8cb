using CometRunway.ImageToVideo;

namespace CometRunway.Pictures.Fitting;

/// <summary>A picture as it will be sent, what was done to it, and what is wrong with it.</summary>
internal sealed record FittedPicture(PictureSource? Picture, IReadOnlyList<string> Notes, IReadOnlyList<Violation> Violations);
