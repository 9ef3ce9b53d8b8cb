using CometRunway.Callers;
using CometRunway.Core.Tests.Api;
using CometRunway.Core.Tests.Polling;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;

namespace CometRunway.Core.Tests.Seams;

public sealed class UploadRedactionTests
{
    [Fact]
    public async Task Create_UploadProgramPrintsTheKeyOfACaller_TheLogDoesNotContainIt()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "The upload program of this test is a shell script.");
        const string Key = "sk-of-ada-0123456789";
        using var folder = new TempFolder();
        var script = Path.Combine(folder.Path, "upload.sh");
        await File.WriteAllTextAsync(script, $"echo 'failed with {Key}' >&2; exit 3", TestContext.Current.CancellationToken);
        using var logs = new RecordedLogs();
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync("ada", It.IsAny<CancellationToken>())).ReturnsAsync(new ApiKey(Key));
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var program = lab.Open(
            configure: options => options.UploadCommand = $"/bin/sh {script}",
            register: services => services.AddSingleton(keys.Object).AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace)));

        await Assert.ThrowsAsync<ImageUploadException>(() => program.Services.GetRequiredService<CometRunwayClient>().ForCaller("ada")
            .CreateAsync(new VideoRequest { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("[redacted]", logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, logs.All, StringComparison.Ordinal);
    }
}
