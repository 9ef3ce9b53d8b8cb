using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Sender;

/// <summary>Registers the dispatcher that uses senders, before the library registers its own.</summary>
internal static class SenderRegistration
{
    public static void AddSender(this IServiceCollection services, SenderCommand? command)
    {
        if (command is null)
            return;
        services.AddSingleton(command);
        services.AddSingleton<SenderDispatcher>();
        services.AddSingleton<ICreateDispatcher>(static provider => provider.GetRequiredService<SenderDispatcher>());
    }
}
