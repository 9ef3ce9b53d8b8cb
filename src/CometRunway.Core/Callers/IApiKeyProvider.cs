using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Callers;

/// <summary>
/// Returns the API key of a caller, for each call. By default all callers use <see cref="CometRunwayOptions.ApiKey"/>.
/// </summary>
/// <remarks>
/// Keys stay in memory. Tasks are polled with the key they were created with, as long as this process has used it. After a restart only the tasks of
/// the default caller's key are polled at once; those of another key are polled again when a caller with that key makes the first call.
/// Tasks, duplicates, limits and unknown outcomes belong to a caller and a key: after a change of the key, the caller starts with none of them.
/// <para>
/// A provider that throws ends the call with <see cref="NotConfiguredException"/>, whose inner exception is the provider's, before anything is sent.
/// This includes an <see cref="OperationCanceledException"/> of the provider's own, for example the timeout of an HTTP client.
/// </para>
/// </remarks>
public interface IApiKeyProvider
{
    /// <summary>The key that calls of this caller are made with; null when there is none, which refuses calls that need one.</summary>
    /// <param name="callerId">The caller, from <see cref="ICallerContext"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<ApiKey?> GetKeyAsync(string? callerId, CancellationToken cancellationToken);
}
