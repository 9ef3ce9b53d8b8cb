namespace CometRunway.Callers;

/// <summary>The caller of the call that is being made: the context's user, with the provider's key for that user.</summary>
internal sealed class CallerResolver(ICallerContext context, IApiKeyProvider keys)
{
    public string? CallerId => context.CallerId;

    public async ValueTask<Caller> GetAsync(CancellationToken cancellationToken)
    {
        var id = context.CallerId;
        return new Caller(id, await keys.GetKeyAsync(id, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The same for one user, whatever the app's context says.</summary>
    public CallerResolver ForCaller(string callerId) => new(new FixedCallerContext(callerId), keys);
}
