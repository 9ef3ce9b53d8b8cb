using System.Diagnostics;
using System.Globalization;

namespace CometRunway.Benchmarks;

/// <summary>Durations of a repeated operation.</summary>
internal sealed class Timing(string name)
{
    private readonly List<double> _milliseconds = [];

    public void Add(TimeSpan took) => _milliseconds.Add(took.TotalMilliseconds);

    /// <summary>Measures an operation several times after a warm-up.</summary>
    public static Timing Of(string name, int times, Action work)
    {
        var timing = new Timing(name);
        work();
        for (var i = 0; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            work();
            timing.Add(Stopwatch.GetElapsedTime(begun));
        }

        return timing;
    }

    /// <inheritdoc cref="Of"/>
    public static async Task<Timing> OfAsync(string name, int times, Func<Task> work)
    {
        var timing = new Timing(name);
        await work();
        for (var i = 0; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await work();
            timing.Add(Stopwatch.GetElapsedTime(begun));
        }

        return timing;
    }

    /// <summary>The median in milliseconds.</summary>
    public double Median => _milliseconds.Order().ElementAt(_milliseconds.Count / 2);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-52} {_milliseconds.Min(),9:0.00} {Median,9:0.00} {_milliseconds.Max(),9:0.00} ms");
}
