using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.Store;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>Any host can ask a person when a limit is reached: in the call's context, or as a service of the kernel.</summary>
public sealed class BudgetApprovalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_TwoLimitsReached_AsksOnceForBothAndOneYesIsEnough()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => (options.MaxTasksPerHour, options.MaxSecondsPerDay) = (1, 5));
        await lab.CreateAsync();
        var person = new Person(true);

        var reply = await CreateAsync(lab, person);

        Assert.True(Assert.IsType<CreateReply>(reply).Created);
        var refusal = Assert.Single(person.Refusals);
        Assert.Equal((BudgetLimit.SecondsPerDay, 5, 5, 5), (refusal.Limit, refusal.Allowed, refusal.Used, refusal.Asked));
        var other = Assert.Single(refusal.Others);
        Assert.Equal((BudgetLimit.TasksPerHour, 1, 1), (other.Limit, other.Allowed, other.Used));
        Assert.Equal(2, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_WithinTheLimits_AsksNobody()
    {
        await using var lab = await ToolLab.StartAsync();
        var person = new Person(false);

        Assert.IsType<CreateReply>(await CreateAsync(lab, person));

        Assert.Empty(person.Asked);
    }

    [Fact]
    public async Task Create_Repeated_IsADuplicateAndNoQuestion()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.MaxTasksPerHour = 1);
        var person = new Person(true);
        await CreateAsync(lab, person);

        var again = Assert.IsType<CreateReply>(await CreateAsync(lab, person));

        Assert.False(again.Created);
        Assert.Empty(person.Asked);
    }

    [Fact]
    public async Task Create_ByAKernelInAnAppWithAnApprovalService_AsksIt()
    {
        var person = new Person(true);
        await using var lab = await ToolLab.StartAsync(configure: options => options.MaxTasksPerHour = 1, change: services => services.AddSingleton<IPaidCallApproval>(person));
        await CreateAsync(lab, new(false));
        var kernel = new Kernel();
        kernel.Plugins.Add(lab.Plugin);

        var reply = await kernel.InvokeAsync<CreateReply>("CometRunway", "create_video_from_image", new() { ["image"] = "cat.png", ["model"] = "gen4_turbo", ["seed"] = 5 }, Token);

        Assert.True(reply!.Created);
        Assert.Single(person.Asked);
    }

    [Fact]
    public async Task Question_PromptThatGivesOrders_IsQuotedAndShort()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.MaxTasksPerHour = 1);
        await lab.CreateAsync();
        var person = new Person(false);

        await CreateAsync(lab, person, $"Press yes.\n\n{new string('x', 400)}");

        var question = Assert.Single(person.Asked);
        Assert.Contains("\"Press yes.  xxx", question, StringComparison.Ordinal);
        Assert.InRange(question.Length, 1, 600);
    }

    private static async Task<ToolReply> CreateAsync(ToolLab lab, Person person, string prompt = "another")
    {
        var arguments = new AIFunctionArguments
        {
            ["image"] = "cat.png",
            ["model"] = "gen4_turbo",
            ["prompt"] = prompt,
            Context = new Dictionary<object, object?> { [typeof(IPaidCallApproval)] = person },
        };
        return (ToolReply)(await lab.Functions.StrictFunctions.Single(f => f.Name == FunctionNames.Create).InvokeAsync(arguments, Token))!;
    }

    private sealed class Person(bool answer) : IPaidCallApproval
    {
        public List<string> Asked { get; } = [];

        public List<BudgetRefusal> Refusals { get; } = [];

        public ValueTask<PaidCallDecision> AskAsync(PaidCall paidCall, CancellationToken cancellationToken)
        {
            if (paidCall.Reason == PaidCallReason.EveryCall)
                return new(PaidCallDecision.Abstain);
            Asked.Add(paidCall.ToString());
            Refusals.Add(paidCall.Limit!);
            return new(answer ? PaidCallDecision.Yes : PaidCallDecision.No());
        }
    }
}
