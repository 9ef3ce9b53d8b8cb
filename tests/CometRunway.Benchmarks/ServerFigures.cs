using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CometRunway.Benchmarks;

/// <summary>The server as a chat client meets it: start to the answer of <c>initialize</c>, memory after 100 calls, size of the tool list.</summary>
internal static class ServerFigures
{
    private const int Starts = 20;
    private const int Calls = 100;

    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}}""";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task PrintAsync(FigureOptions options, TextWriter output)
    {
        var home = Directory.CreateTempSubdirectory("benchmark-server-").FullName;
        try
        {
            var programs = Programs(options).ToList();
            foreach (var timing in await StartsAsync(programs, home))
                await output.WriteLineAsync(timing.ToString());
            foreach (var (name, path) in programs)
                await PrintCallsAsync(name, path, home, output);
            if (options.Server is { } server)
                await PrintToolsAsync(server, home, output);
            else
                await output.WriteLineAsync("server: not measured, none was named");
            if (options.Floor is null)
                await output.WriteLineAsync("floor of the runtime: not measured, no program was named");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static IEnumerable<(string Name, string Path)> Programs(FigureOptions options)
    {
        if (File.Exists("/bin/cat"))
            yield return ("floor of the machine, cat", "/bin/cat");
        if (options.Floor is { } floor)
            yield return ("floor of the runtime, JSON echo", floor);
        if (options.Server is { } server)
            yield return ("server", server);
    }

    /// <summary>In turns, so that all of them meet the same load.</summary>
    private static async Task<List<Timing>> StartsAsync(List<(string Name, string Path)> programs, string home)
    {
        var timings = programs.Select(program => new Timing($"{program.Name}: start to initialize")).ToList();
        for (var round = 0; round <= Starts; round++)
        {
            for (var i = 0; i < programs.Count; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                await using var peer = LinePeer.Start(programs[i].Path, home);
                await peer.AskAsync(Initialize);
                if (round > 0)
                    timings[i].Add(Stopwatch.GetElapsedTime(begun));
            }
        }

        return timings;
    }

    private static async Task PrintCallsAsync(string name, string path, string home, TextWriter output)
    {
        await using var peer = await OpenAsync(path, home);
        var timing = new Timing($"{name}: one call");
        for (var i = 0; i < Calls; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await peer.AskAsync($$$"""{"jsonrpc":"2.0","id":{{{i + 10}}},"method":"tools/call","params":{"name":"list_videos","arguments":{ } } }""");
            timing.Add(Stopwatch.GetElapsedTime(begun));
        }

        await output.WriteLineAsync(timing.ToString());
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{name}: {peer.ResidentMegabytes:0.0} MB resident after {Calls} calls; program of {new FileInfo(path).Length / 1048576.0:0.0} MB"));
    }

    private static async Task PrintToolsAsync(string server, string home, TextWriter output)
    {
        await using var peer = await OpenAsync(server, home);
        var answer = await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        var node = JsonNode.Parse(answer)!;
        var tools = node["result"]!["tools"]!.AsArray();
        foreach (var tool in tools)
            tool!.AsObject().Remove("outputSchema");
        await output.WriteLineAsync(FormattableString.Invariant(
            $"tools/list: {tools.Count} tools, {Encoding.UTF8.GetByteCount(answer):N0} bytes; without output schemas {Encoding.UTF8.GetByteCount(node.ToJsonString(Plain)):N0}"));
    }

    /// <summary>A floor does not tell notifications from requests, so none is sent to it: a call may follow at once.</summary>
    private static async Task<LinePeer> OpenAsync(string path, string home)
    {
        var peer = LinePeer.Start(path, home);
        await peer.AskAsync(Initialize);
        return peer;
    }
}
