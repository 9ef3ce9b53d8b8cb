using CometRunway.Configuration;
using CometRunway.Http;
using CometRunway.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Balances;

/// <summary>Registers the balance query: a client of its own, without repetition, redirects, traces or the factory's logs, because its address holds the key.</summary>
internal static class BalanceServices
{
    public static void AddAccountBalances(this IServiceCollection services)
    {
        services.TryAddSingleton(static p => new AccountBalances(
            p.GetRequiredService<IHttpClientFactory>().CreateClient(AccountBalances.HttpClientName),
            p.GetRequiredService<IOptions<CometRunwayOptions>>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<AccountBalances>>()));
        services.TryAddSingleton<BalanceInquiry>();
        services
            .AddOwnHttpClient(AccountBalances.HttpClientName)
            .ConfigureHttpClient(static client =>
            {
                client.DefaultRequestHeaders.UserAgent.ParseAdd("CometRunwayAgentTools");
                client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            })
            .ConfigurePrimaryHttpMessageHandler(static p => GuardedConnector.CreateHandler(p.GetRequiredService<TimeProvider>()))
            .AddHttpMessageHandler(static () => new BodyCapHandler());
    }
}
