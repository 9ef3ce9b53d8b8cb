using System.Text.Json;

namespace CometRunway.Benchmarks.Following;

/// <summary>What the service saw.</summary>
/// <param name="Delays">The times from the end of each task to the start of its download, in seconds, in ascending order.</param>
/// <param name="SmallestGap">The shortest time between two reads of a task, in seconds.</param>
/// <param name="Reads">The number of reads.</param>
/// <param name="MostReadsAtOnce">The highest number of reads at the same time.</param>
internal sealed record FollowRecords(double[] Delays, double SmallestGap, int Reads, int MostReadsAtOnce)
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public double Median => Delays.Length == 0 ? double.NaN : Delays[Delays.Length / 2];

    public double Percentile99 => Delays.Length == 0 ? double.NaN : Delays[(int)(Delays.Length * 0.99)];

    public static FollowRecords Parse(string json) => JsonSerializer.Deserialize<FollowRecords>(json, Options)!;

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
