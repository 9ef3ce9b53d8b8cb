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

/// <summary>
/// Provides the functions as <see cref="AIFunction"/>s for any <c>IChatClient</c>. The kernel plugin and the MCP tools use the same functions.
/// </summary>
public sealed class CometRunwayFunctions
{
    private readonly CallerResolver _caller;
    private readonly IReadOnlyList<IPaidCallApproval> _approvals;
    private readonly Func<CallerResolver, IReadOnlyList<IPaidCallApproval>, CometRunwayFunctions> _with;

    // Both lists are lazy, because creating schemas takes time at startup and a program uses only one list.
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

    /// <summary>
    /// The functions for programs in which a model supplies every argument, such as MCP servers and <c>IChatClient</c>. Unknown arguments are
    /// rejected.
    /// </summary>
    public IReadOnlyList<AIFunction> StrictFunctions => _strict.Value;

    /// <summary>
    /// The functions for programs that add their own arguments, such as Semantic Kernel. Unknown arguments are rejected only if they resemble an
    /// argument of the function or have a known replacement.
    /// </summary>
    public IReadOnlyList<AIFunction> LenientFunctions => _lenient.Value;

    /// <summary>
    /// The same functions as <see cref="StrictFunctions"/>, for programs that use the approval protocol of <c>Microsoft.Extensions.AI</c>. Paid
    /// functions are <see cref="ApprovalRequiredAIFunction"/>s, so a function-invoking chat client returns a <see cref="ToolApprovalRequestContent"/>
    /// instead of calling them. <see cref="PreviewPaidCallAsync"/> returns the data to display.
    /// </summary>
    public IReadOnlyList<AIFunction> ApprovalRequiredFunctions => [.. StrictFunctions.Select(static f => IsPaid(f) ? new ApprovalRequiredAIFunction(f) : f)];

    /// <summary>Returns the same functions with an additional approval. It applies however a function is called.</summary>
    /// <param name="approval">The approval that is requested before every paid call.</param>
    public CometRunwayFunctions WithApproval(IPaidCallApproval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return _with(_caller, [.. _approvals, approval]);
    }

    /// <summary>
    /// Returns the same functions with an additional approval. It applies however a function is called. The model receives a refusal as an ordinary
    /// error reply.
    /// </summary>
    /// <param name="ask">
    /// Displays the call and returns the decision. Calls are displayed one at a time, even if a model makes several at once.
    /// </param>
    /// <param name="overLimit">
    /// True to request this approval also for exceeding the limits of the user. <see cref="PaidCall.Reason"/> distinguishes the two cases.
    /// </param>
    public CometRunwayFunctions WithApproval(Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask, bool overLimit = false)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return WithApproval(new CallbackApproval(ask, overLimit));
    }

    /// <summary>
    /// Returns the request that a call of <c>create_video_from_image</c> with these arguments would send, and its cost. Creates nothing. Limits and
    /// duplicates are not checked.
    /// </summary>
    /// <param name="arguments">The arguments that the model supplied.</param>
    /// <param name="cancellationToken">Cancels the preview.</param>
    /// <returns>The call; null if the request is invalid, if another failure prevents it, or if the function is not available.</returns>
    public async Task<PaidCall?> PreviewPaidCallAsync(IEnumerable<KeyValuePair<string, object?>>? arguments, CancellationToken cancellationToken = default)
    {
        if (StrictFunctions.FirstOrDefault(IsPaid) is not { } create)
            return null;
        PaidCall? seen = null;
        // This approval is part of the call itself, so it is requested before all others, and its refusal ends the call.
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
    /// Returns the functions for one caller. They find and list only the tasks of this caller, and duplicates and limits apply to this caller only.
    /// The call is inexpensive.
    /// </summary>
    /// <param name="callerId">A string that identifies the caller. It is hashed; it is not stored or sent.</param>
    public CometRunwayFunctions ForCaller(string callerId) => _with(_caller.ForCaller(callerId), _approvals);
}
