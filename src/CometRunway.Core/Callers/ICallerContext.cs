using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Callers;

/// <summary>
/// The user of the app a call is for. It is read once for each call, so one instance can serve every user. An app registers its own as a
/// singleton, for example over <c>IHttpContextAccessor</c>. By default every call is for <see cref="CometRunwayOptions.CallerId"/>. A context that
/// throws ends the call with <see cref="NotConfiguredException"/> before anything is sent.
/// </summary>
public interface ICallerContext
{
    /// <summary>
    /// Any text that names the user; it is hashed, never stored and never sent. Null when the app has only one user. The tasks of a user stay together
    /// when the user's API key changes, so it must not name another user later.
    /// </summary>
    string? CallerId { get; }
}
