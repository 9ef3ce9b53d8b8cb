using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CometRunway.Benchmarks;

/// <summary>The server as a chat client meets it: start to the answer of <c>initialize</c>, memory after 100 calls, size of the tool list.</summary>
internal static class ServerFigures
{
    private const int Starts = 20;
    private const int Calls = 100;

    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}}""";

    public static async Task PrintAsync(string server, TextWriter output)
    {
        var home = Directory.CreateTempSubdirectory("benchmark-server-").FullName;
        try
        {
            // What any process costs on this machine now: one that only repeats what it hears.
            if (OperatingSystem.IsLinux())
                await output.WriteLineAsync((await StartsAsync("/bin/cat", home, "floor: /bin/cat, start to first line")).ToString());
            await output.WriteLineAsync((await StartsAsync(server, home, "server: start to initialize")).ToString());
            await PrintConversationAsync(server, home, output);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<Timing> StartsAsync(string program, string home, string name)
    {
        var timing = new Timing(name);
        for (var i = 0; i <= Starts; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var process = Start(program, home);
            await SayAsync(process, Initialize);
            if (i > 0)
                timing.Add(Stopwatch.GetElapsedTime(begun));
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        return timing;
    }

    private static async Task PrintConversationAsync(string server, string home, TextWriter output)
    {
        using var process = Start(server, home);
        await SayAsync(process, Initialize);
        await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        var list = await SayAsync(process, """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        var tools = JsonNode.Parse(list)!["result"]!["tools"]!.AsArray();
        await output.WriteLineAsync(FormattableString.Invariant($"tools/list: {tools.Count} tools, {list.Length:N0} characters"));
        var calls = new Timing("server: list_videos, one call");
        for (var i = 0; i < Calls; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await SayAsync(process, FormattableString.Invariant($$"""{"jsonrpc":"2.0","id":{{i + 10}},"method":"tools/call","params":{"name":"list_videos","arguments":{ } } }"""));
            calls.Add(Stopwatch.GetElapsedTime(begun));
        }

        process.Refresh();
        await output.WriteLineAsync(calls.ToString());
        await output.WriteLineAsync(FormattableString.Invariant($"server: memory after {Calls} calls: {process.WorkingSet64 / 1048576.0:0.0} MB resident"));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    private static Process Start(string program, string home)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home };
        start.Environment["COMETRUNWAY_HOME"] = home;
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<string> SayAsync(Process process, string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
        return await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{process.ProcessName} ended.");
    }
}
