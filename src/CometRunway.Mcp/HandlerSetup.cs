using CometRunway.Mcp.Prompts;
using CometRunway.Mcp.Resources;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp;

/// <summary>Adds the handlers for resources, prompts and completions. The app's own handlers still receive all other requests.</summary>
internal sealed class HandlerSetup(
    ResourceHandlers resources,
    ResourceSubscriptions subscriptions,
    PromptHandlers prompts,
    CompletionHandler completions) : IPostConfigureOptions<McpServerOptions>
{
    /// <inheritdoc/>
    public void PostConfigure(string? name, McpServerOptions options)
    {
        var handlers = options.Handlers;
        handlers.ListResourcesHandler = Merge(handlers.ListResourcesHandler, ResourceHandlers.ListAsync, static (theirs, ours) => theirs.Resources = [.. ours.Resources, .. theirs.Resources]);
        handlers.ListResourceTemplatesHandler = Merge(handlers.ListResourceTemplatesHandler, ResourceHandlers.ListTemplatesAsync, static (theirs, ours) => theirs.ResourceTemplates = [.. ours.ResourceTemplates, .. theirs.ResourceTemplates]);
        handlers.ReadResourceHandler = Choose(handlers.ReadResourceHandler, resources.ReadAsync, static read => ResourceUris.IsOurs(read?.Uri));
        handlers.SubscribeToResourcesHandler = Choose(handlers.SubscribeToResourcesHandler, subscriptions.SubscribeAsync, static subscribe => ResourceUris.IsOurs(subscribe?.Uri));
        handlers.UnsubscribeFromResourcesHandler = Choose(handlers.UnsubscribeFromResourcesHandler, subscriptions.UnsubscribeAsync, static unsubscribe => ResourceUris.IsOurs(unsubscribe?.Uri));
        handlers.SubscriptionsListenHandler ??= subscriptions.ListenAsync;
        handlers.ListPromptsHandler = Merge(handlers.ListPromptsHandler, PromptHandlers.ListAsync, static (theirs, ours) => theirs.Prompts = [.. ours.Prompts, .. theirs.Prompts]);
        handlers.GetPromptHandler = Choose(handlers.GetPromptHandler, prompts.GetAsync, static get => get?.Name == AnimatePrompt.Name);
        handlers.CompleteHandler = Choose(handlers.CompleteHandler, completions.CompleteAsync, static complete => CompletionHandler.IsOurs(complete?.Ref));
        var capabilities = options.Capabilities ??= new ServerCapabilities();
        (capabilities.Resources ??= new ResourcesCapability()).Subscribe = true;
        capabilities.Prompts ??= new PromptsCapability();
        capabilities.Completions ??= new CompletionsCapability();
        options.Filters.Message.IncomingFilters.Add(RequestRepair.Filter);
        options.Filters.Message.IncomingFilters.Add(subscriptions.EndWithSession);
    }

    /// <summary>Combines the lists of both handlers. The items of this library are on the first page.</summary>
    private static McpRequestHandler<TParams, TResult> Merge<TParams, TResult>(McpRequestHandler<TParams, TResult>? theirs, McpRequestHandler<TParams, TResult> ours, Action<TResult, TResult> add)
        where TParams : PaginatedRequestParams => theirs is null ? ours : async (request, cancellationToken) =>
        {
            var result = await theirs(request, cancellationToken).ConfigureAwait(false);
            if (request.Params?.Cursor is null)
                add(result, await ours(request, cancellationToken).ConfigureAwait(false));
            return result;
        };

    /// <summary>Passes a request that is not for this library to the app's own handler.</summary>
    private static McpRequestHandler<TParams, TResult> Choose<TParams, TResult>(McpRequestHandler<TParams, TResult>? theirs, McpRequestHandler<TParams, TResult> ours, Func<TParams?, bool> isOurs) =>
        theirs is null ? ours : (request, cancellationToken) => isOurs(request.Params) ? ours(request, cancellationToken) : theirs(request, cancellationToken);
}
