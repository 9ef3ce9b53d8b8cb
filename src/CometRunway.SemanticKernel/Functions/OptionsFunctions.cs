using System.ComponentModel;
using CometRunway.Callers;
using CometRunway.Hosting;
using CometRunway.Options;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The function that lists the options for a request and configuration problems.</summary>
internal sealed class OptionsFunctions(CallerResolver caller, ConfigurationCheck setup, SettingNames names)
{
    [KernelFunction(FunctionNames.Options), Description(ToolText.Options)]
    public async Task<OptionsReply> OptionsAsync(
        [Description(ToolText.OptionsModel), TextLimit(TextLimits.Name)] string? model = null,
        CancellationToken cancellationToken = default)
    {
        var report = await Failures.AsRepliesAsync(names, async () =>
            await setup.InspectAsync(await caller.GetAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return OptionsReplies.Of(report, string.IsNullOrWhiteSpace(model) ? null : model.Trim());
    }
}
