using CometRunway.Callers;
using CometRunway.Diagnostics;
using CometRunway.SemanticKernel;
using CometRunway.Store;
using CometRunway.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp;

/// <summary>
/// Resolves the caller of a request, with their functions and tasks. The <see cref="ICallerContext"/> in the services of the request identifies the
/// caller. All handlers use this type, so that the tasks of a request are determined in one place.
/// </summary>
internal sealed class RequestCaller(IServiceProvider services, VideoTaskService tasks, KnownKeys keys)
{
    /// <summary>The functions to list. Names, descriptions and schemas are the same for all callers.</summary>
    public IReadOnlyList<AIFunction> Definitions
    {
        get
        {
            using var scope = services.CreateScope();
            return scope.ServiceProvider.GetRequiredService<CometRunwayFunctions>().StrictFunctions;
        }
    }

    /// <summary>Returns the function with this name for the caller of the request.</summary>
    public AIFunction Function(string name, MessageContext request) => Functions(request).StrictFunctions.First(function => function.Name == name);

    /// <summary>Finds a task of the caller.</summary>
    public async ValueTask<FindOutcome> FindAsync(string handleOrId, MessageContext request, CancellationToken cancellationToken) =>
        await tasks.FindAsync(await CallerAsync(request, cancellationToken).ConfigureAwait(false), handleOrId, cancellationToken).ConfigureAwait(false);

    /// <summary>Returns the task with the addresses of its files for the caller.</summary>
    public Task<VideoTask> WithAddressesAsync(VideoTask task, CancellationToken cancellationToken) => tasks.WithAddressesAsync(task, cancellationToken);

    /// <summary>Returns the tasks of the caller, newest first.</summary>
    public async ValueTask<TaskPage> ListAsync(TaskQuery query, MessageContext request, CancellationToken cancellationToken) =>
        await tasks.ListAsync(await CallerAsync(request, cancellationToken).ConfigureAwait(false), query, cancellationToken).ConfigureAwait(false);

    /// <summary>Removes the API keys from an output: text in the store can be older than the protection at the entry.</summary>
    public string Redact(string output) => keys.Redactor.RedactOutput(output);

    private ValueTask<Caller> CallerAsync(MessageContext request, CancellationToken cancellationToken) =>
        (request.Services ?? services).GetRequiredService<CallerResolver>().GetAsync(cancellationToken);

    private CometRunwayFunctions Functions(MessageContext request) => (request.Services ?? services).GetRequiredService<CometRunwayFunctions>();
}
