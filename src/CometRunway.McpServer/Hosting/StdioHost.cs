using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Hosting;

/// <summary>Creates the generic host with one MCP session over a pair of streams. The host stops when the input ends.</summary>
internal static class StdioHost
{
    /// <summary>How long a shutdown may take after the response to a create request.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>Creates the host without starting it.</summary>
    /// <exception cref="OptionsValidationException">A setting is invalid.</exception>
    public static IHost Create(ServerSetup setup, Stream input, Stream output)
    {
        // The empty builder reads no files and watches no folders, because a client can start the server in any project folder.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddServer(setup).AddSession(input, output);
        builder.Services.Configure<ConsoleLifetimeOptions>(static lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<CometRunwayOptions>>(static (host, options) => host.ShutdownTimeout = options.Value.CreateTimeout + Slack);
        return builder.Build();
    }

    private static void AddSession(this IServiceCollection services, Stream input, Stream output)
    {
        // The SDK's session for standard input and output, with a transport of these streams instead of the console's.
        services.AddMcpServer(static options => options.ServerInfo = ServerInfo.Implementation).WithStdioServerTransport().WithCometRunway();
        services.AddSingleton<IPostConfigureOptions<McpServerOptions>, InitializeFirst>();
        services.Replace(ServiceDescriptor.Singleton<ITransport>(provider =>
        {
            var lifetime = provider.GetRequiredService<IHostApplicationLifetime>();
            return new StdioTransport(new StdinStream(input, lifetime.StopApplication, lifetime.ApplicationStopping), output);
        }));
    }
}
