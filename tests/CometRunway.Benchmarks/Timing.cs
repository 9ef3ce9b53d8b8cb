using System.Diagnostics;
using System.Globalization;

namespace CometRunway.Benchmarks;

/// <summary>Times of one thing, done several times.</summary>
internal sealed class Timing(string name)
{
    private readonly List<double> _milliseconds = [];

    public void Add(TimeSpan took) => _milliseconds.Add(took.TotalMilliseconds);

    /// <summary>Does it several times; the first is a warm-up and not counted.</summary>
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

    /// <summary>The middle one, in milliseconds.</summary>
    public double Median => _milliseconds.Order().ElementAt(_milliseconds.Count / 2);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-52} {_milliseconds.Min(),9:0.00} {Median,9:0.00} {_milliseconds.Max(),9:0.00} ms");
}
