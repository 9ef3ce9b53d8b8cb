using CometRunway.Balances;
using CometRunway.Configuration;
using CometRunway.TestKit.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Balances;

/// <summary>Where the key goes in an address, and what is taken from the answer.</summary>
public sealed class BalanceAddressTests
{
    private const string Key = "sk-a+b/c=d&e";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://api.cometapi.com", "https://query.cometapi.com/user/quota")]
    [InlineData("https://proxy.example/comet/", "https://query.cometapi.com/user/quota")]
    [InlineData("https://127.0.0.1.evil.example/", "https://query.cometapi.com/user/quota")]
    [InlineData("http://127.0.0.1:5000/", "http://127.0.0.1:5000/user/quota")]
    [InlineData("http://localhost:5000/", "http://localhost:5000/user/quota")]
    public async Task TryRead_AnyBaseAddress_AsksTheDocumentedHostOrThisMachine(string baseAddress, string expected)
    {
        var handler = new ScriptedHandler().Answer(System.Net.HttpStatusCode.OK, """{"total_used_quota":0.5}""");
        await using var services = Services(handler, new Uri(baseAddress));

        var balance = await services.GetRequiredService<AccountBalances>().TryReadAsync(Token);

        var sent = Assert.Single(handler.Sent);
        Assert.Equal($"{expected}?key=sk-a%2Bb%2Fc%3Dd%26e", sent.Address.AbsoluteUri);
        Assert.DoesNotContain("Authorization", sent.Headers.Keys);
        Assert.Equal(0.5m, balance!.Used);
    }

    [Fact]
    public async Task TryRead_RedirectToAnotherHost_IsNotFollowed()
    {
        await using var elsewhere = new LoopbackListener(static (_, _, stream) => LoopbackListener.WriteAsync(stream, 200, """{"total_used_quota":1}"""));
        var target = elsewhere.Address;
        await using var asked = new LoopbackListener((_, request, stream) =>
            LoopbackListener.WriteAsync(stream, 302, "", $"Location: {target}{request.Split(' ')[1].TrimStart('/')}\r\n"));
        await using var services = Services(handler: null, asked.Address);

        var balance = await services.GetRequiredService<AccountBalances>().TryReadAsync(Token);

        Assert.Null(balance);
        Assert.Single(asked.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("""{"username":"u","total_quota":99.75,"total_used_quota":0.25,"request_count":3,"keys":[]}""", "99.75", "0.25", 3L)]
    [InlineData("""{"total_quota":"99.75","total_used_quota":"1e-2"}""", "99.75", "0.01", null)]
    [InlineData("""{"total_quota":-1}""", "-1", null, null)]
    [InlineData("""{"total_used_quota":0.1,"total_quota":1e300,"request_count":1e300}""", null, "0.1", null)]
    public async Task TryRead_AnswerInItsWords_TakesTheNumbers(string body, string? quota, string? used, long? requests)
    {
        await using var services = Services(new ScriptedHandler().Answer(System.Net.HttpStatusCode.OK, body), new Uri("https://api.cometapi.com"));

        var balance = await services.GetRequiredService<AccountBalances>().TryReadAsync(Token);

        Assert.Equal((Money(quota), Money(used), requests), (balance!.Quota, balance.Used, balance.Requests));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"total_used_quota":null,"total_quota":{}}""")]
    [InlineData("""{"total_used_quota":"NaN","total_quota":"much"}""")]
    [InlineData("""{"total_used_quota":1e300}""")]
    [InlineData("""{"request_count":5}""")]
    public async Task TryRead_NoAmountInIt_IsNotKnown(string body)
    {
        await using var services = Services(new ScriptedHandler().Answer(System.Net.HttpStatusCode.OK, body), new Uri("https://api.cometapi.com"));

        Assert.Null(await services.GetRequiredService<AccountBalances>().TryReadAsync(Token));
    }

    private static decimal? Money(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ServiceProvider Services(ScriptedHandler? handler, Uri baseAddress)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCometRunway(options =>
        {
            options.BaseAddress = baseAddress;
            options.ApiKey = new ApiKey(Key);
            options.BalanceQuery = true;
        });
        if (handler is not null)
            services.AddHttpClient(AccountBalances.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => handler);
        return services.BuildServiceProvider();
    }
}
