using CometRunway.Errors;

namespace CometRunway.Callers;

/// <summary>
/// The caller of the call that is being made: the context's user, with the provider's key for that user. A public call reads the user once and
/// passes it on, because the context may change while the call runs.
/// </summary>
internal sealed class CallerResolver(ICallerContext context, IApiKeyProvider keys, OpenSsl openSsl)
{
    /// <summary>The user as the app's context names it now.</summary>
    /// <exception cref="NotConfiguredException">The app's <see cref="ICallerContext"/> failed, or this machine has no OpenSSL.</exception>
    public string? CallerId
    {
        get
        {
            // Every call reads the user first, so no call gets as far as ending the process.
            if (openSsl.IsMissing)
                throw OpenSsl.Error;
            try
            {
                return context.CallerId;
            }
            catch (Exception error) when (error is not NotConfiguredException)
            {
                throw new NotConfiguredException("The caller context of the app failed, so it is unknown whose call this is.", error);
            }
        }
    }

    /// <summary>The user of the context, with their key.</summary>
    public ValueTask<Caller> GetAsync(CancellationToken cancellationToken) => GetAsync(CallerId, cancellationToken);

    /// <summary>A user who was read from the context before, with their key.</summary>
    /// <exception cref="NotConfiguredException">The app's <see cref="IApiKeyProvider"/> failed.</exception>
    public async ValueTask<Caller> GetAsync(string? callerId, CancellationToken cancellationToken)
    {
        try
        {
            return new Caller(callerId, await keys.GetKeyAsync(callerId, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error) when (error is not NotConfiguredException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new NotConfiguredException("The API key provider of the app failed, so there is no key for this call.", error);
        }
    }

    /// <summary>The same for one user, whatever the app's context says.</summary>
    public CallerResolver ForCaller(string callerId) => new(new FixedCallerContext(callerId), keys, openSsl);
}
