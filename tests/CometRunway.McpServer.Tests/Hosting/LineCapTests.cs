using System.Text;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Tests.Testing;

namespace CometRunway.McpServer.Tests.Hosting;

public sealed class LineCapTests
{
    [Theory]
    [InlineData("short\nlines\n", "short\nlines\n")]
    [InlineData("0123456789\nnext\n", "0123456789\nnext\n")]
    [InlineData("0123456789ab\nnext\n", "01234567\nnext\n")]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyz\n\nnext\nand 0123456789abcdefghijkl", "01234567\n\nnext\nand 01234\n")]
    public void Apply_LinesInParts_TruncatesLongLines(string input, string expected)
    {
        var cap = new LineCap(longest: 10);
        var output = new StringBuilder();
        // A part is cut at the limit, so the size of the parts decides how much of a long line remains.
        foreach (var part in Encoding.ASCII.GetBytes(input).Chunk(4))
            output.Append(Encoding.ASCII.GetString(part, 0, cap.Apply(part)));

        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public async Task Line_LongerThanAnyRequest_IsRejectedAndNextIsHandled()
    {
        await using var server = await PipedServer.StartAsync();
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);

        await wire.SendAsync($"{{\"jsonrpc\":\"2.0\",\"id\":1000,\"method\":\"tools/call\",\"params\":{{\"name\":\"{new string('x', LineCap.Longest + (1 << 20))}\"}}}}");
        var answer = await wire.AskAsync("tools/list", []);

        Assert.NotEmpty(answer["result"]!["tools"]!.AsArray());
    }
}
