using CometRunway.Configuration;
using CometRunway.Diagnostics;
using CometRunway.Http;
using CometRunway.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Balances;

/// <summary>
/// Reads the account's balance where the user allows it. Asked once, for a few seconds, and never an obstacle: a balance that cannot be
/// read is simply not known.
/// </summary>
public sealed class AccountBalances
{
    /// <summary>The name of the <see cref="HttpClient"/> it uses.</summary>
    public const string HttpClientName = "CometRunway.Balances";

    /// <summary>How long one reading may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http;
    private readonly CometRunwayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal AccountBalances(HttpClient http, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<AccountBalances> logger)
    {
        _http = http;
        _options = options.Value;
        _time = time;
        _logger = new SafeLogger(logger);
    }

    /// <summary>True when the user allows it and there is a key.</summary>
    public bool IsOn => _options is { BalanceQuery: true, ApiKey: not null };

    /// <summary>What is told now; null when it is switched off, or cannot be read in time.</summary>
    public async Task<AccountBalance?> TryReadAsync(CancellationToken cancellationToken = default)
    {
        if (_options is not { BalanceQuery: true, ApiKey: { } key })
            return null;
        using var limit = new CancellationTokenSource(TimeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await AskAsync(key, both.Token).ConfigureAwait(false);
            if (answer is { IsSuccess: true, Json: { } json } && BalanceReader.Read(json, _time.GetUtcNow()) is { } balance)
                return balance;
            TaskLog.BalanceUnreadable(_logger, answer.Status);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // A word of ours and not the exception: what else is in it cannot be known, and the address holds the key.
            var reason = ConnectFailure.Reason(error);
            TaskLog.BalanceNotRead(_logger, reason);
        }

        return null;
    }

    private async Task<Answer> AskAsync(ApiKey key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, BalanceAddress.For(_options, key));
        request.Options.Set(GuardedConnector.AllowLoopback, _options.IsLoopback);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return await Answer.ReadAsync(response, _time, cancellationToken).ConfigureAwait(false);
    }
}
