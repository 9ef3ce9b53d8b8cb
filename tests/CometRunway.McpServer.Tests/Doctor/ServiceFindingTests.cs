using System.Text;
using CometRunway.Options;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Doctor;

public sealed class ServiceFindingTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Doctor_SandboxAndValidSettings_FindsNoProblemAndShowsNoKey()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await DoctorRun.OfAsync(_home, lab.Server.BaseAddress, SandboxLab.Key);

        Assert.Empty(run.Problems);
        Assert.Equal(0, run.Code);
        Assert.Equal("ok", run.Level("service"));
        Assert.Equal("ok", run.Level("key_accepted"));
        Assert.Contains("gen3a_turbo", run.Message("models"), StringComparison.Ordinal);
        Assert.Equal("ok", run.Level("clock"));
        Assert.DoesNotContain(SandboxLab.Key, run.Text, StringComparison.Ordinal);
        Assert.Equal(0, lab.Posts);
    }

    [Fact]
    public async Task Doctor_ServiceRejectsKey_ReportsIt()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await DoctorRun.OfAsync(_home, lab.Server.BaseAddress, "sk-of-somebody-else");

        Assert.Equal(["key_accepted"], run.Problems);
        Assert.Equal(1, run.Code);
        Assert.DoesNotContain("sk-of-somebody-else", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_DefaultModelNotAvailable_SuggestsAvailableModel()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await DoctorRun.OfAsync(_home, lab.Server.BaseAddress, SandboxLab.Key, ("COMETRUNWAY_DEFAULT_MODEL", "gen9_ultra"));

        Assert.Equal(["models"], run.Problems);
        Assert.Contains("gen3a_turbo", run.Advice("models"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NothingListens_ReportsUnreachableService()
    {
        using var dead = new ClosedPort();

        var run = await DoctorRun.OfAsync(_home, dead.Address, "sk-any");

        Assert.Equal(["service"], run.Problems);
        Assert.Equal(1, run.Code);
        Assert.Contains(dead.Address.Authority, run.Message("service"), StringComparison.Ordinal);
        Assert.False(run.Has("models"));
    }

    [Fact]
    public async Task Doctor_WebPageResponds_ReportsThatItIsNotCometApi()
    {
        await using var page = new LoopbackListener((_, _, stream) =>
        {
            const string Body = "<html>Welcome to the hotel</html>";
            return stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Body.Length}\r\n\r\n{Body}")).AsTask();
        });

        var run = await DoctorRun.OfAsync(_home, page.Address, "sk-any");

        Assert.Equal(["service"], run.Problems);
        Assert.Contains(page.Address.Authority, run.Message("service"), StringComparison.Ordinal);
        // The usual address belongs to this finding alone.
        Assert.Contains("COMETAPI_BASE_URL", run.Advice("service"), StringComparison.Ordinal);
        Assert.Contains(CometRunwayOptions.DefaultBaseAddress, run.Advice("service"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_UnknownAuthority_ExplainsCertificateStores()
    {
        await using var stranger = TlsService.Start();

        var run = await DoctorRun.OfAsync(_home, stranger.Address, "sk-any");

        Assert.Equal(["service"], run.Problems);
        Assert.Contains("certificate", run.Advice("service"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_AuthorityInSslCertFile_IsTrusted()
    {
        // Windows and macOS have system stores, which a test must not change.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE counts on Linux only.");
        await using var company = TlsService.Start();
        var authority = Path.Combine(_home.Path, "company.pem");
        await File.WriteAllTextAsync(authority, company.AuthorityPem, TestContext.Current.CancellationToken);

        var run = await DoctorProcess.RunAsync(_home, company.Address, ("SSL_CERT_FILE", authority));

        Assert.Equal("ok", run.Level("service"));
    }

    [Fact]
    public async Task Doctor_ServiceClockDiffers_ReportsDifference()
    {
        await using var service = new LoopbackListener((_, _, stream) =>
            LoopbackListener.WriteAsync(stream, 200, """{"data":[{"id":"gen3a_turbo"}],"success":true}""", "Date: Tue, 01 Jan 2030 00:00:00 GMT\r\n"));

        var run = await DoctorRun.OfAsync(_home, service.Address, null);

        Assert.Equal("note", run.Level("clock"));
        Assert.Equal(["key"], run.Problems);
    }
}
