using CometRunway.McpServer.Sender;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Sandboxes;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Doctor;

/// <summary><c>doctor</c> says whether a paid request survives the server on this machine.</summary>
[Collection(SequentialTests.Name)]
public sealed class SenderFindingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_OfTheProgram_FindsADetachedSender()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux was tested.");
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);

        var run = await DoctorProcess.RunAsync(lab.Home, lab.Server.BaseAddress);

        Assert.Equal("ok", run.Level("sender"));
        Assert.Equal(0, lab.Posts);
    }

    [Theory]
    [InlineData("/nonexistent/program")]
    [InlineData("/bin/false")]
    public async Task Doctor_SenderDoesNotStart_IsANoteAndNotAProblem(string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such programs.");
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);

        var run = await DoctorRun.OfAsync(lab.Home, lab.Server.BaseAddress, SandboxLab.Key, new SenderCommand(program, null, []));

        Assert.Equal("note", run.Level("sender"));
        Assert.Empty(run.Problems);
    }

    [Fact]
    public async Task Doctor_AfterAFailure_ShowsItWithItsTimeAndTheSendersThatRun()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var handOvers = services.GetRequiredService<HandOvers>();
        handOvers.RecordFailure("something of a sender failed");
        var store = services.GetRequiredService<ITaskStore>();
        var scope = await store.GetScopeAsync(lab.Server.BaseAddress, new(SandboxLab.Key), null, perKey: false, Token);
        var terms = new AdmissionTerms { Limits = BudgetLimits.Unlimited, DuplicateWindow = TimeSpan.FromMinutes(10), AwaitsSender = true };
        var task = new NewVideoTask { Fingerprint = "f", Settings = new() { Model = "gen4_turbo" }, ImageName = "cat.png", ApiVersion = "2024-11-06" };
        var begun = Assert.IsType<BeginOutcome.Begun>(await store.BeginAsync(scope, task, terms, Token)).Task;
        Assert.NotNull(handOvers.TryTakeOver(begun.Handle, isSender: true));

        var run = await DoctorRun.OfAsync(lab.Home, lab.Server.BaseAddress, SandboxLab.Key);

        Assert.Contains("something of a sender failed", run.Message("sender"), StringComparison.Ordinal);
        Assert.Contains($"{handOvers.GetLastFailure()!.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC", run.Message("sender"), StringComparison.Ordinal);
        Assert.Contains(" 1.", run.Message("sender"), StringComparison.Ordinal);
    }
}
