using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CometRunway.Benchmarks;

/// <summary>The server from the view of a chat client: time from start to the response to <c>initialize</c>, memory after 100 calls, size of the tool list.</summary>
internal static class ServerFigures
{
    private const int Starts = 20;
    private const int Calls = 100;

    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}}""";

    private const string Server = "server";
    private const string HostedFloor = "baseline: SDK on the generic host, one tool";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task PrintAsync(FigureOptions options, TextWriter output)
    {
        var home = Directory.CreateTempSubdirectory("benchmark-server-").FullName;
        try
        {
            var programs = Programs(options).ToList();
            var starts = await StartsAsync(programs, home);
            foreach (var timing in starts)
                await output.WriteLineAsync(timing.ToString());
            var memory = new List<double>();
            foreach (var (name, path) in programs)
                memory.Add(await PrintCallsAsync(name, path, home, output));
            await PrintRatiosAsync([.. programs.Select(program => program.Name)], [.. starts.Select(start => start.Median)], memory, output);
            if (options.Server is { } server)
                await PrintToolsAsync(server, home, output);
            else
                await output.WriteLineAsync("server: not measured, because --server is not set");
            if (options.Floor is null)
                await output.WriteLineAsync("baseline, JSON echo: not measured, because --floor is not set");
            if (options.HostedFloor is null)
                await output.WriteLineAsync($"{HostedFloor}: not measured, because --hosted-floor is not set");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static IEnumerable<(string Name, string Path)> Programs(FigureOptions options)
    {
        if (File.Exists("/bin/cat"))
            yield return ("baseline: cat", "/bin/cat");
        if (options.Floor is { } floor)
            yield return ("baseline: JSON echo", floor);
        if (options.HostedFloor is { } hosted)
            yield return (HostedFloor, hosted);
        if (options.Before is { } before)
            yield return ("server, earlier build", before);
        if (options.Server is { } server)
            yield return (Server, server);
    }

    /// <summary>Alternates between the programs, so that all of them are measured under the same load.</summary>
    private static async Task<List<Timing>> StartsAsync(List<(string Name, string Path)> programs, string home)
    {
        var timings = programs.Select(program => new Timing($"{program.Name}: start to initialize")).ToList();
        for (var round = 0; round <= Starts; round++)
        {
            for (var i = 0; i < programs.Count; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                await using var peer = LinePeer.Start(programs[i].Path, home);
                await peer.RequestAsync(Initialize);
                if (round > 0)
                    timings[i].Add(Stopwatch.GetElapsedTime(begun));
            }
        }

        return timings;
    }

    /// <returns>The resident memory in MB.</returns>
    private static async Task<double> PrintCallsAsync(string name, string path, string home, TextWriter output)
    {
        await using var peer = await OpenAsync(path, home);
        var timing = new Timing($"{name}: one call");
        for (var i = 0; i < Calls; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await peer.RequestAsync($$$"""{"jsonrpc":"2.0","id":{{{i + 10}}},"method":"tools/call","params":{"name":"list_videos","arguments":{ } } }""");
            timing.Add(Stopwatch.GetElapsedTime(begun));
        }

        await output.WriteLineAsync(timing.ToString());
        var memory = peer.ResidentMegabytes;
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{name}: {memory:0.0} MB resident after {Calls} calls; program size {new FileInfo(path).Length / 1048576.0:0.0} MB"));
        return memory;
    }

    /// <summary>Prints the ratios to the baseline that any server on the SDK has.</summary>
    private static async Task PrintRatiosAsync(List<string> names, List<double> starts, List<double> memory, TextWriter output)
    {
        var floor = names.IndexOf(HostedFloor);
        for (var i = 0; floor >= 0 && i < names.Count; i++)
        {
            if (names[i].StartsWith(Server, StringComparison.Ordinal))
                await output.WriteLineAsync(FormattableString.Invariant($"{names[i]}, ratio to {HostedFloor}: start {starts[i] / starts[floor]:0.0}, memory {memory[i] / memory[floor]:0.0}"));
        }
    }

    private static async Task PrintToolsAsync(string server, string home, TextWriter output)
    {
        await using var peer = await OpenAsync(server, home);
        var answer = await peer.RequestAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        var node = JsonNode.Parse(answer)!;
        var tools = node["result"]!["tools"]!.AsArray();
        foreach (var tool in tools)
            tool!.AsObject().Remove("outputSchema");
        await output.WriteLineAsync(FormattableString.Invariant(
            $"tools/list: {tools.Count} tools, {Encoding.UTF8.GetByteCount(answer):N0} bytes; without output schemas {Encoding.UTF8.GetByteCount(node.ToJsonString(Plain)):N0}"));
    }

    /// <summary>Sends no notifications, because the baseline programs respond to every line.</summary>
    private static async Task<LinePeer> OpenAsync(string path, string home)
    {
        var peer = LinePeer.Start(path, home);
        await peer.RequestAsync(Initialize);
        return peer;
    }
}
