namespace CometRunway.Pictures.Fitting;

/// <summary>
/// Opens pictures and changes them so that the service takes them. The core only looks at pictures; the package CometRunway.Imaging
/// has an implementation (<c>AddCometRunwayImaging()</c>). Without one, what needs a change is refused with advice.
/// </summary>
public interface IPictureFitter
{
    /// <summary>Makes a new picture of an old one. What cannot be done is an answer, not an exception; nothing is written to disk.</summary>
    Task<FitOutcome> FitAsync(FitOrder order, CancellationToken cancellationToken = default);
}
