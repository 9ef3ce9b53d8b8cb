using CometRunway.SemanticKernel;
using CometRunway.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp;

/// <summary>
/// The functions and the tasks of whoever makes a request. Every handler gets them here, so this is the one place that decides who the
/// caller is: the one whose <see cref="CometRunwayFunctions"/> the services of the request hold.
/// </summary>
internal sealed class RequestCaller(IServiceProvider services, VideoTaskService tasks)
{
    /// <summary>The functions to list. Names, texts and schemas are the same for every caller.</summary>
    public IReadOnlyList<AIFunction> Definitions
    {
        get
        {
            using var scope = services.CreateScope();
            return scope.ServiceProvider.GetRequiredService<CometRunwayFunctions>().StrictFunctions;
        }
    }

    /// <summary>The caller's function of this name.</summary>
    public AIFunction Function(string name, MessageContext request) => Functions(request).StrictFunctions.First(function => function.Name == name);

    /// <summary>The caller's tasks.</summary>
    public VideoTaskService Tasks(MessageContext request) =>
        Functions(request).CallerId is { } id && id != tasks.CallerId ? tasks.ForCaller(id) : tasks;

    private CometRunwayFunctions Functions(MessageContext request) => (request.Services ?? services).GetRequiredService<CometRunwayFunctions>();
}
