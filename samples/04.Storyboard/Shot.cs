using CometRunway.Requests;
using CometRunway.Tasks;
using Spectre.Console;

namespace Storyboard;

/// <summary>One shot of the storyboard.</summary>
internal sealed record Shot(string Title, VideoRequest Request);

/// <summary>The progress bar of a shot. It receives progress in order and immediately, which <see cref="Progress{T}"/> does not guarantee.</summary>
internal sealed class ShotBar(ProgressTask bar, Shot shot) : IProgress<VideoProgress>
{
    public void Report(VideoProgress value)
    {
        bar.Value = Math.Max(bar.Value, value.Fraction * 100);
        bar.Description = $"{shot.Title,-14} [grey]{value.Task.Handle} {value.Task.State.ToString().ToLowerInvariant()}[/]";
    }

    public void Finish(string result)
    {
        bar.Value = 100;
        bar.Description = $"{shot.Title,-14} [grey]{result}[/]";
    }
}
