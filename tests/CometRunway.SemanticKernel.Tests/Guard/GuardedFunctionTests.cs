using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using Microsoft.Extensions.AI;

namespace CometRunway.SemanticKernel.Tests.Guard;

public sealed class GuardedFunctionTests
{
    [Fact]
    public async Task Invoke_UnexpectedFault_IsAnErrorReplyWithoutItsText()
    {
        var logger = new CollectingLogger();
        var guarded = Guard(() => throw new InvalidOperationException("secret detail /home/user"), logger);

        var error = Assert.IsType<ErrorReply>(await guarded.InvokeAsync([], TestContext.Current.CancellationToken));

        Assert.Equal((ErrorCodes.InternalError, "no"), (error.Code, error.Charged));
        Assert.DoesNotContain("secret", error.ToJson(), StringComparison.Ordinal);
        var (text, exception) = Assert.Single(logger.Lines);
        Assert.IsType<InvalidOperationException>(exception);
        var id = text.Split("(id ")[1][..8];
        Assert.Contains(id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_UnexpectedFault_NamesOnlyFunctionsThatExist()
    {
        var guarded = Guard(() => throw new InvalidOperationException("x"), new CollectingLogger());

        var error = Assert.IsType<ErrorReply>(await guarded.InvokeAsync([], TestContext.Current.CancellationToken));

        Assert.DoesNotContain("list_videos", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_UnexpectedFaultOfThePaidFunction_MayBeCharged()
    {
        var guarded = Guard(() => throw new InvalidOperationException("x"), new CollectingLogger(), "create_video_from_image");

        var error = Assert.IsType<ErrorReply>(await guarded.InvokeAsync([], TestContext.Current.CancellationToken));

        Assert.Equal((ErrorCodes.InternalError, "unknown"), (error.Code, error.Charged));
    }

    [Fact]
    public async Task Invoke_Cancelled_IsNoReply()
    {
        using var caller = new CancellationTokenSource();
        var guarded = Guard(
            () =>
            {
                caller.Cancel();
                throw new OperationCanceledException();
            },
            new CollectingLogger());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guarded.InvokeAsync([], caller.Token).AsTask());
    }

    [Fact]
    public async Task Invoke_CancellationOfSomethingElse_IsAFault()
    {
        var guarded = Guard(() => throw new TaskCanceledException("a timeout of the app"), new CollectingLogger());

        var error = Assert.IsType<ErrorReply>(await guarded.InvokeAsync([], TestContext.Current.CancellationToken));

        Assert.Equal((ErrorCodes.InternalError, "no"), (error.Code, error.Charged));
    }

    private static GuardedFunction Guard(Func<string> method, CollectingLogger logger, string name = "f") =>
        new(AIFunctionFactory.Create(method, name), returns: null, parameters: [], refuseUnknown: true, answersForArguments: false, logger: logger);
}
