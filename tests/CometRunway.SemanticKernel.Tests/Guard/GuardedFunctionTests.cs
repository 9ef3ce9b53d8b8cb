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

        Assert.Equal((ErrorCodes.InternalError, "unknown"), (error.Code, error.Charged));
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
    public async Task Invoke_Cancelled_IsNoReply()
    {
        var guarded = Guard(() => throw new OperationCanceledException(), new CollectingLogger());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guarded.InvokeAsync([], TestContext.Current.CancellationToken).AsTask());
    }

    private static GuardedFunction Guard(Func<string> method, CollectingLogger logger) =>
        new(AIFunctionFactory.Create(method, "f"), returns: null, refuseUnknown: true, answersForArguments: false, logger: logger);
}
