using System.Globalization;
using CometRunway.Tasks;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Converts the progress of a wait to messages for a person.</summary>
internal sealed class WaitSentences(IProgress<WaitProgress> progress) : IProgress<VideoProgress>
{
    /// <inheritdoc/>
    public void Report(VideoProgress value) => progress.Report(new WaitProgress(value.Fraction, Sentence(value)));

    private static string Sentence(VideoProgress seen)
    {
        var share = seen.Task.Progress is { } told ? string.Create(CultureInfo.InvariantCulture, $" {told * 100:0} %,") : "";
        var usual = seen.Typical is { } t ? string.Create(CultureInfo.InvariantCulture, $"; your earlier videos like this took about {t.TotalSeconds:0} s") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{seen.Task.Handle} {TaskStateText.ForPeople(seen.Task)},{share} {seen.Elapsed.TotalSeconds:0} s so far{usual}");
    }
}
