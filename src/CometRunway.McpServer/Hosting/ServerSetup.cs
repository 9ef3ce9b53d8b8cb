using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Hosting;

/// <summary>What a server, or a command for people, is made from.</summary>
/// <param name="Environment">Every variable, the flags of the command line before them.</param>
/// <param name="Sandbox">The sandbox to use instead of the service.</param>
/// <param name="WorkingFolder">Where the client started us.</param>
/// <param name="Change">Registers something before everything else, so that it wins.</param>
internal sealed record ServerSetup(IReadOnlyDictionary<string, string> Environment, Uri? Sandbox, string WorkingFolder, Action<IServiceCollection>? Change = null);
