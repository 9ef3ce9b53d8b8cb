using CometRunway.Errors;

namespace CometRunway.Api;

/// <summary>How a create request ended at the service: exactly one of the cases below.</summary>
internal abstract record ApiCreateResult
{
    private ApiCreateResult()
    {
    }

    /// <summary>The service took it.</summary>
    public sealed record Accepted(CreateTaskResponse Response) : ApiCreateResult;

    /// <summary>It was refused, was not sent or got no usable answer; <see cref="CometRunwayException.Charge"/> tells whether it can have cost money.</summary>
    public sealed record Failed(CometRunwayException Error) : ApiCreateResult;
}
