using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Hosting.Tests;

/// <summary>A Linux machine without OpenSSL: the runtime would end the process at the first hash or TLS connection, without any message.</summary>
public sealed class WithoutOpenSslTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, "libssl.so.3", false)]
    [InlineData(true, "libssl.so.1.1", false)]
    [InlineData(true, "libcrypto.so.3", true)]
    [InlineData(false, null, false)]
    public void IsMissing_Libraries_IsTrueOnlyOnLinuxWithoutAny(bool isLinux, string? installed, bool expected) =>
        Assert.Equal(expected, new OpenSsl(isLinux, name => name == installed).IsMissing);

    [Fact]
    public void IsMissing_ThisMachine_IsFalse() => Assert.False(new OpenSsl().IsMissing);

    [Fact]
    public async Task Calls_WithoutOpenSsl_FailBeforeAnythingIsSentOrWritten()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, services => services.AddSingleton(new OpenSsl(isLinux: true, static _ => false)));
        await host.StartAsync(Token);
        var client = host.Studio();

        NotConfiguredException[] errors =
        [
            await Assert.ThrowsAsync<NotConfiguredException>(() => client.CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token)),
            await Assert.ThrowsAsync<NotConfiguredException>(() => client.ValidateAsync(AppHost.Request, Token).WithTestTimeout(Token)),
            await Assert.ThrowsAsync<NotConfiguredException>(() => client.ListAsync(cancellationToken: Token).WithTestTimeout(Token)),
            await Assert.ThrowsAsync<NotConfiguredException>(() => host.Services.GetRequiredService<CometRunwayApiClient>().ListModelsAsync(Token).WithTestTimeout(Token)),
        ];

        Assert.All(errors, error => Assert.Contains("libssl3", error.Message, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.Equal(ChargeStatus.No, error.Charge));
        Assert.Empty(lab.Journal.Requests);
        Assert.False(File.Exists(Path.Combine(lab.Home.State, "ledger.db")));
    }
}
