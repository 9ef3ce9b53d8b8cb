using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CometRunway.Catalog;
using CometRunway.Images.Finding;
using CometRunway.Options;
using CometRunway.SemanticKernel.Replies;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The function that finds images.</summary>
internal sealed class ImageFunctions(ImageFinder finder, IOptions<CometRunwayOptions> options)
{
    [KernelFunction(FunctionNames.FindImages), Description(ToolText.FindImages)]
    public Task<ImagesReply> FindAsync(
        [Description(ToolText.ImageQuery)] string? query = null,
        [Description(ToolText.ListLimit), Range(1, ImageFinder.LargestLimit)] int limit = 10,
        CancellationToken cancellationToken = default)
    {
        var found = finder.Find(query, Math.Clamp(limit, 1, ImageFinder.LargestLimit), cancellationToken);
        return Task.FromResult(ImageReplies.Of(found, query, finder.Folders, Ratios, options.Value.Names));
    }

    /// <summary>Returns the ratios of the likely default model. It does not request the list of available models, so that it works offline.</summary>
    private IReadOnlyList<string> Ratios =>
        ModelCatalog.Default.Find(options.Value.DefaultModel)?.Ratios ?? ModelCatalog.Default.Models[0].Ratios;
}
