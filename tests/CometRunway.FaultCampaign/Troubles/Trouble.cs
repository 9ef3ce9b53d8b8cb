using CometRunway.Diagnostics;
using CometRunway.FaultCampaign.Runs;

namespace CometRunway.FaultCampaign.Troubles;

/// <summary>Something that goes wrong in a run.</summary>
internal abstract class Trouble
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What it is called in the report.</summary>
    public abstract string Kind { get; }

    /// <summary>Before any server starts.</summary>
    public virtual Task PrepareAsync(Stage stage) => Task.CompletedTask;

    /// <summary>While agents work.</summary>
    public virtual Task StrikeAsync(Stage stage, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends what would go on for ever, before the last server finishes what is left.</summary>
    public virtual Task EndAsync(Stage stage) => Task.CompletedTask;

    /// <summary>Looks until it is so; false when it does not happen.</summary>
    protected static async Task<bool> SeeAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (await condition())
                return true;
            await Task.Delay(Glance, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    /// <summary>Kills every server there is, or only the first one where the scenario spares the other.</summary>
    protected void KillThem(Stage stage)
    {
        stage.Log($"{Kind}: kill");
        foreach (var slot in stage.Victims)
            slot.Current?.Kill();
        stage.Books.Struck(Kind);
    }
}
