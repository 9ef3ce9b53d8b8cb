using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Hosting;

/// <summary>The generic host with one MCP session over a pair of streams: it ends with the input.</summary>
internal static class StdioHost
{
    /// <summary>What an orderly stop may take beyond the answer of a paid request.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>Composes it; nothing runs yet.</summary>
    /// <exception cref="OptionsValidationException">A setting is malformed.</exception>
    public static IHost Create(ServerSetup setup, Stream input, Stream output)
    {
        // The empty builder reads no file and watches no folder, and the content root is ours: a client starts us in any project folder.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddServer(setup).AddSession(input, output);
        builder.Services.Configure<ConsoleLifetimeOptions>(static lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<CometRunwayOptions>>(static (host, options) => host.ShutdownTimeout = options.Value.CreateTimeout + Slack);
        return builder.Build();
    }

    private static void AddSession(this IServiceCollection services, Stream input, Stream output)
    {
        // The SDK's hosting of a single session, on streams of ours instead of its own.
        services.AddMcpServer(static options => options.ServerInfo = ServerInfo.Implementation).WithStdioServerTransport().WithCometRunway();
        services.Replace(ServiceDescriptor.Singleton<ITransport>(provider =>
        {
            var lifetime = provider.GetRequiredService<IHostApplicationLifetime>();
            var stdin = new StdinStream(input, lifetime.StopApplication, lifetime.ApplicationStopping);
            return new StreamServerTransport(stdin, output, ServerInfo.Name, provider.GetRequiredService<ILoggerFactory>());
        }));
    }
}
