using CometRunway.SemanticKernel;
using CometRunway.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp;

/// <summary>
/// Resolves the caller of a request, with their functions and tasks. The caller is the user of the <see cref="CometRunwayFunctions"/> in the
/// services of the request. All handlers use this type, so that one place decides whose tasks they use.
/// </summary>
internal sealed class RequestCaller(IServiceProvider services, VideoTaskService tasks)
{
    /// <summary>The functions to list. Names, descriptions and schemas are the same for every caller.</summary>
    public IReadOnlyList<AIFunction> Definitions
    {
        get
        {
            using var scope = services.CreateScope();
            return scope.ServiceProvider.GetRequiredService<CometRunwayFunctions>().ForModels;
        }
    }

    /// <summary>Gets the caller's function by name.</summary>
    public AIFunction Function(string name, MessageContext request) => Functions(request).ForModels.First(function => function.Name == name);

    /// <summary>Gets the caller's tasks.</summary>
    public VideoTaskService Tasks(MessageContext request) =>
        Functions(request).CallerId is { } id && id != tasks.CallerId ? tasks.ForCaller(id) : tasks;

    private CometRunwayFunctions Functions(MessageContext request) => (request.Services ?? services).GetRequiredService<CometRunwayFunctions>();
}
