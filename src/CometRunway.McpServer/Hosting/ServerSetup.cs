using CometRunway.McpServer.Sender;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Hosting;

/// <summary>The inputs of the server or of a command.</summary>
/// <param name="Environment">All variables, with command-line flags taking precedence.</param>
/// <param name="Sandbox">The sandbox to use instead of the live service, or null.</param>
/// <param name="WorkingFolder">The folder in which the client started the server.</param>
/// <param name="Change">Registers services first, so that they take precedence.</param>
/// <param name="Sender">The command that starts a sender; null to send paid requests in this process.</param>
internal sealed record ServerSetup(IReadOnlyDictionary<string, string> Environment, Uri? Sandbox, string WorkingFolder, Action<IServiceCollection>? Change = null, SenderCommand? Sender = null);
