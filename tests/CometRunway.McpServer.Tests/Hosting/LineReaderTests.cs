using System.Text;
using CometRunway.McpServer.Hosting;

namespace CometRunway.McpServer.Tests.Hosting;

public sealed class LineReaderTests
{
    private const int Longest = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task ReadAsync_LinesInPartsOfAnySize_AreWhole(int part)
    {
        string[] lines = ["short", "", "with a return\r", new string('x', Longest), "last"];

        var read = await ReadAsync(string.Join('\n', lines) + "\nwithout an end", part);

        Assert.Equal(lines, read.Select(line => Encoding.ASCII.GetString(line.Bytes)));
        Assert.DoesNotContain(read, line => line.IsTooLong);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(100_000)]
    public async Task ReadAsync_LineThatIsTooLong_KeepsBothEndsAndNextLineIsWhole(int part)
    {
        var longLine = "the beginning " + new string('x', 10 * Longest) + " the end";

        var read = await ReadAsync($"{longLine}\nnext\n{new string('y', Longest + 1)}\nlast\n", part);

        Assert.Equal([true, false, true, false], read.Select(line => line.IsTooLong));
        Assert.StartsWith("the beginning x", Encoding.ASCII.GetString(read[0].Bytes), StringComparison.Ordinal);
        Assert.EndsWith("x the end", Encoding.ASCII.GetString(read[0].Tail), StringComparison.Ordinal);
        Assert.All([read[0], read[2]], line => Assert.InRange(line.Bytes.Length, 1, Longest));
        Assert.Equal(["next", "last"], new[] { read[1], read[3] }.Select(line => Encoding.ASCII.GetString(line.Bytes)));
    }

    private static async Task<List<(byte[] Bytes, byte[] Tail, bool IsTooLong)>> ReadAsync(string input, int part)
    {
        var reader = new LineReader(new PartStream(Encoding.ASCII.GetBytes(input), part), Longest);
        var lines = new List<(byte[], byte[], bool)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } line)
            lines.Add((line.Bytes.ToArray(), line.Tail.ToArray(), line.IsTooLong));
        return lines;
    }

    private sealed class PartStream(byte[] bytes, int part) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, part)], cancellationToken);
    }
}
