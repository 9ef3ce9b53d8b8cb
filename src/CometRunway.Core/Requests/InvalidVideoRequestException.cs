using CometRunway.Errors;

namespace CometRunway.Requests;

/// <summary>The request breaks rules, so nothing was sent; everything that is wrong is told at once, with a corrected request.</summary>
public sealed class InvalidVideoRequestException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    public InvalidVideoRequestException(PreparedRequest request)
        : base(Describe(request)) => Request = request;

    /// <summary>What was looked at: <see cref="PreparedRequest.Violations"/> and <see cref="PreparedRequest.Corrected"/>.</summary>
    public PreparedRequest Request { get; }

    private static string Describe(PreparedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.Join(" ", request.Violations.Where(v => v.Severity == Severity.Error).Select(v => v.Problem));
    }
}
