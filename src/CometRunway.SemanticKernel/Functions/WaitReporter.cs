using System.Globalization;
using CometRunway.Ledger;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Tells a watching person how a wait goes: every change, and a sign of life every few seconds; the fraction only grows.</summary>
internal sealed class WaitReporter(IProgress<WaitProgress>? progress, TimeSpan? typical, TimeProvider time)
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private TaskEntry? _last;
    private double _fraction;

    /// <summary>The task changed.</summary>
    public void Report(TaskEntry entry)
    {
        lock (_lock)
        {
            _last = entry;
            Send(entry);
        }
    }

    /// <summary>Runs a wait, with signs of life beside it when somebody listens.</summary>
    public async Task<T> WhileAsync<T>(Task<T> wait)
    {
        if (progress is null)
            return await wait.ConfigureAwait(false);
        await using var beat = time.CreateTimer(_ => Again(), null, SignOfLife, SignOfLife).ConfigureAwait(false);
        return await wait.ConfigureAwait(false);
    }

    private void Again()
    {
        lock (_lock)
        {
            if (_last is not null)
                Send(_last);
        }
    }

    private void Send(TaskEntry entry)
    {
        if (progress is null)
            return;
        var elapsed = time.GetUtcNow() - entry.CreatedAt;
        var estimate = typical is { } usual && usual > TimeSpan.Zero ? Math.Min(0.95, elapsed / usual) : 0;
        _fraction = Math.Max(_fraction, Math.Clamp(entry.Progress ?? estimate, 0, 0.99));
        progress.Report(new WaitProgress(_fraction, Sentence(entry, elapsed)));
    }

    private string Sentence(TaskEntry entry, TimeSpan elapsed)
    {
        var share = entry.Progress is { } told ? string.Create(CultureInfo.InvariantCulture, $" {told * 100:0} %,") : "";
        var usual = typical is { } t ? string.Create(CultureInfo.InvariantCulture, $"; your earlier videos like this took about {t.TotalSeconds:0} s") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{entry.Handle} {StateWords.ForPeople(entry)},{share} {elapsed.TotalSeconds:0} s so far{usual}");
    }
}
