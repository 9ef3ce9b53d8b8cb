using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Hosting;

/// <summary>What a server, or a command for people, is made from.</summary>
/// <param name="Environment">Reads a variable.</param>
/// <param name="Sandbox">The sandbox to use instead of the service.</param>
/// <param name="WorkingFolder">Where the client started us.</param>
/// <param name="Change">Registers something before everything else, so that it wins.</param>
internal sealed record ServerSetup(Func<string, string?> Environment, Uri? Sandbox, string WorkingFolder, Action<IServiceCollection>? Change = null);
