using CometRunway.Configuration;
using CometRunway.Frames;
using CometRunway.ImageToVideo;
using CometRunway.Pictures.Finding;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Functions;
using CometRunway.Setup;
using CometRunway.VideoTasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.SemanticKernel;

/// <summary>The functions as <see cref="AIFunction"/>s, for any <c>IChatClient</c>; the kernel plugin and the MCP tools are made of the same ones.</summary>
public sealed class CometRunwayFunctions
{
    private readonly Func<VideoTaskRunner, CometRunwayFunctions> _over;
    private readonly VideoTaskRunner _runner;

    /// <summary>Made by <c>AddCometRunwayFunctions()</c>.</summary>
    public CometRunwayFunctions(
        PictureFinder finder,
        RequestPreparation preparation,
        VideoTaskRunner runner,
        TaskCancellation cancellation,
        ContactSheetMaker sheets,
        SetupCheck setup,
        IOptions<CometRunwayOptions> options,
        TimeProvider time,
        ILogger<CometRunwayFunctions> logger,
        IBudgetApproval? approval = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        _runner = runner;
        _over = other => new(finder, preparation, other, cancellation, sheets, setup.For(other), options, time, logger, approval);
        var pictures = new PictureFunctions(finder, options);
        var videos = new VideoFunctions(preparation, runner, sheets, approval, time, hasKey: options.Value.ApiKey is not null);
        var choices = new OptionsFunctions(setup);
        var tasks = new TaskFunctions(runner, cancellation);
        Delegate[] always = [choices.OptionsAsync, pictures.FindAsync, videos.ValidateAsync, videos.CreateAsync, videos.GetAsync, tasks.ListAsync];
        var offersCancel = options.Value.Cancel ?? options.Value.IsLoopback;
        Delegate[] methods = offersCancel ? [.. always, tasks.CancelAsync] : always;
        ForModels = [.. methods.Select(m => FunctionFactory.Create(m, refuseUnknown: true, logger))];
        ForHosts = [.. methods.Select(m => FunctionFactory.Create(m, refuseUnknown: false, logger))];
    }

    /// <inheritdoc cref="VideoTaskRunner.CallerId"/>
    public string? CallerId => _runner.CallerId;

    /// <summary>Where every argument comes from a model (MCP, an <c>IChatClient</c>'s tools): unknown arguments are refused.</summary>
    public IReadOnlyList<AIFunction> ForModels { get; }

    /// <summary>Where a host adds arguments of its own (Semantic Kernel): only misspelt ones of ours are refused.</summary>
    public IReadOnlyList<AIFunction> ForHosts { get; }

    /// <summary>
    /// The functions of one user of the app: only their tasks are found and listed, and duplicates and limits count for them alone. Cheap; make
    /// them whenever they are needed.
    /// </summary>
    /// <param name="callerId">Any text that names the user; it is hashed, never stored and never sent.</param>
    public CometRunwayFunctions ForCaller(string callerId) => _over(_runner.ForCaller(callerId));
}
