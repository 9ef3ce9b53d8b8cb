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

/// <summary>The functions as <see cref="AIFunction"/>s, for any <c>IChatClient</c>; the kernel plugin and the MCP tools are made of the same ones.</summary>
public sealed class CometRunwayFunctions
{
    private readonly CallerResolver _caller;
    private readonly Func<CallerResolver, CometRunwayFunctions> _for;

    // A schema costs time at every start of a server, and a program needs one of the two kinds.
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

    /// <summary>Made of a container's services; every approval that is registered there has to say yes, whichever way a function is called.</summary>
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

    /// <summary>Where every argument comes from a model (MCP, an <c>IChatClient</c>'s tools): unknown arguments are refused.</summary>
    public IReadOnlyList<AIFunction> ForModels => _forModels.Value;

    /// <summary>Where a host adds arguments of its own (Semantic Kernel): only misspelt ones of ours are refused.</summary>
    public IReadOnlyList<AIFunction> ForHosts => _forHosts.Value;

    /// <summary>
    /// As <see cref="ForModels"/>, for programs that ask a person in the protocol of <c>Microsoft.Extensions.AI</c>: the paid ones are
    /// <see cref="ApprovalRequiredAIFunction"/>s, so a function-invoking chat client hands the call back as a
    /// <see cref="ToolApprovalRequestContent"/> before it is made. <see cref="DescribeAsync"/> tells what to show.
    /// </summary>
    public IReadOnlyList<AIFunction> ForApproval => [.. ForModels.Select(static f => IsPaid(f) ? new ApprovalRequiredAIFunction(f) : f)];

    /// <summary>As <see cref="ForModels"/>, but the paid ones ask a person by themselves before they spend anything; a no is an ordinary refusal.</summary>
    /// <param name="ask">Shows the call and returns the answer. One call is shown at a time, however many a model makes at once.</param>
    public IReadOnlyList<AIFunction> AskingFirst(Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var gate = new PaidCallGate(ask);
        return [.. ForModels.Select(f => IsPaid(f) ? new AskingFunction(f, gate) : f)];
    }

    /// <summary>What a call of <c>create_video_from_image</c> with these arguments would send and cost; creates nothing.</summary>
    /// <param name="arguments">The arguments as the model gave them.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>Null when the call would be refused and cost nothing.</returns>
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
    /// The functions of one user of the app: only their tasks are found and listed, and duplicates and limits count for them alone. Cheap; make
    /// them whenever they are needed.
    /// </summary>
    /// <param name="callerId">Any text that names the user; it is hashed, never stored and never sent.</param>
    public CometRunwayFunctions ForCaller(string callerId) => _for(_caller.ForCaller(callerId));
}
