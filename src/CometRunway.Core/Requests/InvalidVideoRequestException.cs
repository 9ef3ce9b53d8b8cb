using CometRunway.Errors;

namespace CometRunway.Requests;

/// <summary>The exception that is thrown when a request violates rules. Nothing was sent. It reports all errors and a corrected request.</summary>
public sealed class InvalidVideoRequestException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    public InvalidVideoRequestException(PreparedRequest request)
        : base(Describe(request)) => Request = request;

    /// <summary>The prepared request with its <see cref="PreparedRequest.Violations"/> and the <see cref="PreparedRequest.Corrected"/> draft.</summary>
    public PreparedRequest Request { get; }

    private static string Describe(PreparedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.Join(" ", request.Violations.Where(v => v.Severity == Severity.Error).Select(v => v.Problem));
    }
}
