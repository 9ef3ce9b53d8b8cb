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
    private readonly IReadOnlyList<IPaidCallApproval> _approvals;
    private readonly Func<CallerResolver, IReadOnlyList<IPaidCallApproval>, CometRunwayFunctions> _with;

    // A schema costs time at every start of a server, and a program needs one of the two kinds.
    private readonly Lazy<IReadOnlyList<AIFunction>> _strict;
    private readonly Lazy<IReadOnlyList<AIFunction>> _lenient;

    private CometRunwayFunctions(
        CheckedImageSource source,
        RequestPreparation preparation,
        TaskCreator creator,
        VideoTaskService service,
        TaskCancellation cancellation,
        ContactSheetGenerator sheets,
        ConfigurationCheck setup,
        IOptions<CometRunwayOptions> options,
        TimeProvider time,
        ILogger logger,
        IReadOnlyList<IPaidCallApproval> approvals,
        CallerResolver caller)
    {
        _caller = caller;
        _approvals = approvals;
        _with = (other, asked) => new(source, preparation, creator, service, cancellation, sheets, setup, options, time, logger, asked, other);
        var images = new ImageFunctions(caller, source, options);
        var videos = new VideoFunctions(caller, preparation, creator, service, sheets, approvals, time, options.Value, logger);
        var choices = new OptionsFunctions(caller, setup, options.Value.Names);
        var tasks = new TaskFunctions(caller, service, cancellation, options.Value.Names);
        Delegate[] always = [choices.OptionsAsync, images.FindAsync, videos.ValidateAsync, videos.CreateAsync, videos.GetAsync, tasks.ListAsync];
        var offersCancel = options.Value.EnableCancellation ?? options.Value.IsLoopback;
        Delegate[] methods = offersCancel ? [.. always, tasks.CancelAsync] : always;
        _strict = new(() => Make(refuseUnknown: true));
        _lenient = new(() => Make(refuseUnknown: false));

        IReadOnlyList<AIFunction> Make(bool refuseUnknown) =>
            [.. FunctionSelection.Of([.. methods.Select(m => FunctionFactory.Create(m, refuseUnknown, logger))], options.Value)];
    }

    /// <summary>Creates the functions from the services of a container. Every registered approval must approve a paid call, regardless of how a function is called.</summary>
    internal static CometRunwayFunctions Of(IServiceProvider services) => new(
        services.GetRequiredService<CheckedImageSource>(),
        services.GetRequiredService<RequestPreparation>(),
        services.GetRequiredService<TaskCreator>(),
        services.GetRequiredService<VideoTaskService>(),
        services.GetRequiredService<TaskCancellation>(),
        services.GetRequiredService<ContactSheetGenerator>(),
        services.GetRequiredService<ConfigurationCheck>(),
        services.GetRequiredService<IOptions<CometRunwayOptions>>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<CometRunwayFunctions>>(),
        [.. services.GetServices<IPaidCallApproval>()],
        services.GetRequiredService<CallerResolver>());

    /// <inheritdoc cref="CometRunwayClient.CallerId"/>
    public string? CallerId => _caller.CallerId;

    /// <summary>For programs where every argument comes from a model (MCP, an <c>IChatClient</c>'s tools): unknown arguments are refused.</summary>
    public IReadOnlyList<AIFunction> StrictFunctions => _strict.Value;

    /// <summary>For programs that add arguments of their own (Semantic Kernel): only misspelt names of ours are refused.</summary>
    public IReadOnlyList<AIFunction> LenientFunctions => _lenient.Value;

    /// <summary>
    /// As <see cref="StrictFunctions"/>, for programs that ask a person in the protocol of <c>Microsoft.Extensions.AI</c>: the paid ones are
    /// <see cref="ApprovalRequiredAIFunction"/>s, so a function-invoking chat client hands the call back as a
    /// <see cref="ToolApprovalRequestContent"/> before it is made. <see cref="PreviewPaidCallAsync"/> tells what to show.
    /// </summary>
    public IReadOnlyList<AIFunction> ApprovalRequiredFunctions => [.. StrictFunctions.Select(static f => IsPaid(f) ? new ApprovalRequiredAIFunction(f) : f)];

    /// <summary>The same functions with one more approval, on every way to call them.</summary>
    /// <param name="approval">Asked before every paid call.</param>
    public CometRunwayFunctions WithApproval(IPaidCallApproval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return _with(_caller, [.. _approvals, approval]);
    }

    /// <summary>The same functions with one more approval, on every way to call them; a no is an ordinary refusal to the model.</summary>
    /// <param name="ask">Shows the call and returns the answer. One call is shown at a time, however many a model makes at once.</param>
    /// <param name="overLimit">True asks it also to let a video go over the user's limits; <see cref="PaidCall.Reason"/> tells the two apart.</param>
    public CometRunwayFunctions WithApproval(Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask, bool overLimit = false)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return WithApproval(new CallbackApproval(ask, overLimit));
    }

    /// <summary>What a call of <c>create_video_from_image</c> with these arguments would send and cost; creates nothing.</summary>
    /// <param name="arguments">The arguments as the model gave them.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>Null when the call would be refused and cost nothing.</returns>
    public async Task<PaidCall?> PreviewPaidCallAsync(IEnumerable<KeyValuePair<string, object?>>? arguments, CancellationToken cancellationToken = default)
    {
        if (StrictFunctions.FirstOrDefault(IsPaid) is not { } create)
            return null;
        PaidCall? seen = null;
        // In the call itself, so it is asked before any other, and its no ends the call.
        IPaidCallApproval preview = new CallbackApproval(
            (call, _) =>
            {
                seen = call;
                return new(PaidCallDecision.No());
            },
            overLimit: false);
        await create.InvokeAsync(
            new AIFunctionArguments(arguments?.ToDictionary() ?? []) { Context = new Dictionary<object, object?> { [typeof(IPaidCallApproval)] = preview } },
            cancellationToken).ConfigureAwait(false);
        return seen;
    }

    private static bool IsPaid(AIFunction function) => function.Name == FunctionNames.Create;

    /// <summary>
    /// Returns the functions for one user of the app. They find and list only this user's tasks, and duplicates and limits apply to this user
    /// only. The call is cheap, so call it whenever needed.
    /// </summary>
    /// <param name="callerId">Any text that names the user; it is hashed, never stored and never sent.</param>
    public CometRunwayFunctions ForCaller(string callerId) => _with(_caller.ForCaller(callerId), _approvals);
}
