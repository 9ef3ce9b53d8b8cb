using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CometRunway.Callers;
using CometRunway.Catalog;
using CometRunway.Images;
using CometRunway.Images.Finding;
using CometRunway.Options;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The function that finds images.</summary>
internal sealed class ImageFunctions(CallerResolver caller, CheckedImageSource source, IOptions<CometRunwayOptions> options)
{
    [KernelFunction(FunctionNames.FindImages), Description(ToolText.FindImages)]
    public async Task<ImagesReply> FindAsync(
        [Description(ToolText.ImageQuery), TextLimit(TextLimits.Query)] string? query = null,
        [Description(ToolText.ListLimit), Range(1, ImageQuery.MaxLimit)] int limit = 10,
        CancellationToken cancellationToken = default)
    {
        var asked = new ImageQuery { Text = query, Limit = Math.Clamp(limit, 1, ImageQuery.MaxLimit), CallerId = Failures.AsReplies(options.Value.Names, () => caller.CallerId) };
        return ImageReplies.Of(await source.FindAsync(asked, cancellationToken).ConfigureAwait(false), query, Ratios);
    }

    /// <summary>Returns the ratios of the likely default model. It does not request the list of available models, so that it works offline.</summary>
    private IReadOnlyList<string> Ratios =>
        ModelCatalog.Default.Find(options.Value.DefaultModel)?.Ratios ?? ModelCatalog.Default.Models[0].Ratios;
}
