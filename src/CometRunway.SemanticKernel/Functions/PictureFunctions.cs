using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CometRunway.Configuration;
using CometRunway.ImageToVideo;
using CometRunway.Pictures.Finding;
using CometRunway.SemanticKernel.Replies;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The function about pictures that could be animated.</summary>
internal sealed class PictureFunctions(PictureFinder finder, IOptions<CometRunwayOptions> options)
{
    [KernelFunction(FunctionNames.FindImages), Description(ToolText.FindImages)]
    public Task<ImagesReply> FindAsync(
        [Description(ToolText.ImageQuery)] string? query = null,
        [Description(ToolText.ListLimit), Range(1, PictureFinder.LargestLimit)] int limit = 10,
        CancellationToken cancellationToken = default)
    {
        var found = finder.Find(query, Math.Clamp(limit, 1, PictureFinder.LargestLimit), cancellationToken);
        return Task.FromResult(ImageReplies.Of(found, query, finder.Folders, Ratios, options.Value.Names));
    }

    /// <summary>Those of the model that a request without one would probably get; the gateway's offer is not asked, so that this works offline.</summary>
    private IReadOnlyList<string> Ratios =>
        VideoModelCatalog.Default.Find(options.Value.Model)?.Ratios ?? VideoModelCatalog.Default.Models[0].Ratios;
}
