using CometRunway.Frames;
using CometRunway.ImageToVideo;
using CometRunway.SemanticKernel.Functions;
using CometRunway.VideoTasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace CometRunway.SemanticKernel;

/// <summary>The functions as <see cref="AIFunction"/>s, for any <c>IChatClient</c>; the kernel plugin and the MCP tools are made of the same ones.</summary>
public sealed class CometRunwayFunctions
{
    /// <summary>Made by <c>AddCometRunwayFunctions()</c>.</summary>
    public CometRunwayFunctions(RequestPreparation preparation, VideoTaskRunner runner, ContactSheetMaker sheets, TimeProvider time, ILogger<CometRunwayFunctions> logger)
    {
        ArgumentNullException.ThrowIfNull(logger);
        var functions = new VideoFunctions(preparation, runner, sheets, time);
        Delegate[] methods = [functions.ValidateAsync, functions.CreateAsync, functions.GetAsync];
        ForModels = [.. methods.Select(m => FunctionFactory.Create(m, refuseUnknown: true, logger))];
        ForHosts = [.. methods.Select(m => FunctionFactory.Create(m, refuseUnknown: false, logger))];
    }

    /// <summary>Where every argument comes from a model (MCP, an <c>IChatClient</c>'s tools): unknown arguments are refused.</summary>
    public IReadOnlyList<AIFunction> ForModels { get; }

    /// <summary>Where a host adds arguments of its own (Semantic Kernel): only misspelt ones of ours are refused.</summary>
    public IReadOnlyList<AIFunction> ForHosts { get; }
}
