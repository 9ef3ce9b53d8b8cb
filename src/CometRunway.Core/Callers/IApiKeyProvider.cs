using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Callers;

/// <summary>
/// Returns the API key of a caller, for each call. By default all callers use <see cref="CometRunwayOptions.ApiKey"/>.
/// </summary>
/// <remarks>
/// Keys stay in memory. A task is polled with the key that created it, if this process has used that key, otherwise with the key that its caller uses
/// now. After a restart only the tasks of the default caller and its key are polled at once; those of another caller are polled again when that caller
/// makes the first call.
/// <para>
/// Tasks, duplicates, limits and unknown outcomes belong to a caller with an id, whichever key the caller uses. For the caller null, keys of an app's own
/// provider may belong to different users, so each of these keys has tasks of its own. The key of <see cref="CometRunwayOptions.ApiKey"/> belongs to
/// one user, who keeps the tasks when it changes.
/// </para>
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
