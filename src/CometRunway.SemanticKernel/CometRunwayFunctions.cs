using CometRunway.Callers;
using CometRunway.Hosting;
using CometRunway.Images;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Functions;
using CometRunway.Tasks;
using CometRunway.Videos.ContactSheets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.SemanticKernel;

/// <summary>Provides the functions as <see cref="AIFunction"/>s for any <c>IChatClient</c>. The kernel plugin and the MCP tools use the same functions.</summary>
public sealed class CometRunwayFunctions
{
    private readonly CallerResolver _caller;
    private readonly Func<CallerResolver, CometRunwayFunctions> _for;

    // Schemas are expensive to create at startup, and a program needs only one of the two sets.
    private readonly Lazy<IReadOnlyList<AIFunction>> _forModels;
    private readonly Lazy<IReadOnlyList<AIFunction>> _forHosts;

    private CometRunwayFunctions(
        CheckedImageSource source,
        RequestPreparation preparation,
        VideoTaskService service,
        TaskCancellation cancellation,
        ContactSheetGenerator sheets,
        ConfigurationCheck setup,
        IOptions<CometRunwayOptions> options,
        TimeProvider time,
        ILogger logger,
        IBudgetApproval? approval,
        IReadOnlyList<PaidCallGate> gates,
        CallerResolver caller)
    {
        _caller = caller;
        _for = other => new(source, preparation, service, cancellation, sheets, setup, options, time, logger, approval, gates, other);
        var images = new ImageFunctions(caller, source, options);
        var videos = new VideoFunctions(caller, preparation, service, sheets, approval, gates, time, options.Value);
        var choices = new OptionsFunctions(caller, setup);
        var tasks = new TaskFunctions(caller, service, cancellation, options.Value.Names);
        Delegate[] always = [choices.OptionsAsync, images.FindAsync, videos.ValidateAsync, videos.CreateAsync, videos.GetAsync, tasks.ListAsync];
        var offersCancel = options.Value.EnableCancellation ?? options.Value.IsLoopback;
        Delegate[] methods = offersCancel ? [.. always, tasks.CancelAsync] : always;
        _forModels = new(() => Make(refuseUnknown: true));
        _forHosts = new(() => Make(refuseUnknown: false));

        IReadOnlyList<AIFunction> Make(bool refuseUnknown) =>
            [.. FunctionSelection.Of([.. methods.Select(m => FunctionFactory.Create(m, refuseUnknown, logger))], options.Value)];
    }

    /// <summary>Creates the functions from the services of a container. Every registered approval must approve a paid call, regardless of how a function is called.</summary>
    internal static CometRunwayFunctions Of(IServiceProvider services) => new(
        services.GetRequiredService<CheckedImageSource>(),
        services.GetRequiredService<RequestPreparation>(),
        services.GetRequiredService<VideoTaskService>(),
        services.GetRequiredService<TaskCancellation>(),
        services.GetRequiredService<ContactSheetGenerator>(),
        services.GetRequiredService<ConfigurationCheck>(),
        services.GetRequiredService<IOptions<CometRunwayOptions>>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<CometRunwayFunctions>>(),
        services.GetService<IBudgetApproval>(),
        [.. services.GetServices<PaidCallGate>()],
        services.GetRequiredService<CallerResolver>());

    /// <inheritdoc cref="CometRunwayClient.CallerId"/>
    public string? CallerId => _caller.CallerId;

    /// <summary>The functions for callers whose arguments all come from a model (MCP, tools of an <c>IChatClient</c>). They reject unknown arguments.</summary>
    public IReadOnlyList<AIFunction> ForModels => _forModels.Value;

    /// <summary>The functions for hosts that add other arguments (Semantic Kernel). They reject only misspelt names of their own parameters.</summary>
    public IReadOnlyList<AIFunction> ForHosts => _forHosts.Value;

    /// <summary>
    /// Like <see cref="ForModels"/>, for programs that ask a person with the approval types of <c>Microsoft.Extensions.AI</c>. The paid function is an
    /// <see cref="ApprovalRequiredAIFunction"/>, so a function-invoking chat client returns the call as a
    /// <see cref="ToolApprovalRequestContent"/> before it is made. <see cref="DescribeAsync"/> returns what to show.
    /// </summary>
    public IReadOnlyList<AIFunction> ForApproval => [.. ForModels.Select(static f => IsPaid(f) ? new ApprovalRequiredAIFunction(f) : f)];

    /// <summary>Like <see cref="ForModels"/>, but the paid function asks a person before it spends anything. A no is returned as an ordinary refusal.</summary>
    /// <param name="ask">Shows the call and returns the decision. It is called for one call at a time, even if a model makes several calls at once.</param>
    public IReadOnlyList<AIFunction> AskingFirst(Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var gate = new PaidCallGate(ask);
        return [.. ForModels.Select(f => IsPaid(f) ? new AskingFunction(f, gate) : f)];
    }

    /// <summary>Describes what a call of <c>create_video_from_image</c> with these arguments would send and cost. Creates nothing.</summary>
    /// <param name="arguments">The arguments as the model sent them.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The call, or null if it would be refused at no cost.</returns>
    public async Task<PaidCall?> DescribeAsync(IEnumerable<KeyValuePair<string, object?>>? arguments, CancellationToken cancellationToken = default)
    {
        if (ForModels.FirstOrDefault(IsPaid) is not { } create)
            return null;
        PaidCall? seen = null;
        using var gate = new PaidCallGate((call, _) =>
        {
            seen = call;
            return new(PaidCallDecision.No());
        });
        await new AskingFunction(create, gate).InvokeAsync(new AIFunctionArguments(arguments?.ToDictionary() ?? []), cancellationToken).ConfigureAwait(false);
        return seen;
    }

    private static bool IsPaid(AIFunction function) => function.Name == FunctionNames.Create;

    /// <summary>
    /// Returns the functions for one user of the app. They find and list only this user's tasks, and duplicates and limits apply to this user
    /// only. The call is cheap, so call it whenever needed.
    /// </summary>
    /// <param name="callerId">Any text that identifies the user. It is hashed, never stored and never sent.</param>
    public CometRunwayFunctions ForCaller(string callerId) => _for(_caller.ForCaller(callerId));
}
