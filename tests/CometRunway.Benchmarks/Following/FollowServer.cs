using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CometRunway.Benchmarks.Following;

/// <summary>The stdio server, as a chat client starts it. It creates tasks and runs until all videos are saved. Processor time and memory are read from Linux.</summary>
internal static class FollowServer
{
    private const int CreatesAtOnce = 20;
    private static readonly double TicksPerSecond = 100;

    public static async Task<FollowUse> RunAsync(string program, string address, string folder, int tasks)
    {
        var videos = Directory.CreateDirectory(Path.Combine(folder, "videos")).FullName;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var (name, value) in Settings(address, folder, videos))
            start.Environment[name] = value;
        using var server = Process.Start(start)!;
        server.BeginErrorReadLine();
        await CallAsync(server, [("initialize", """{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}""")]);
        await server.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        foreach (var numbers in Enumerable.Range(0, tasks).Chunk(CreatesAtOnce))
        {
            await CallAsync(server, [.. numbers.Select(number => (
                "tools/call",
                FormattableString.Invariant($$$"""{"name":"create_video_from_image","arguments":{"image":"{{{FollowFigures.ImageName}}}","prompt":"a slow pan {{{number}}}","model":"gen4_turbo"}}""")))]);
        }

        var createSeconds = Seconds(server);
        while (Directory.EnumerateFiles(videos, "*.json").Count() < tasks)
            await Pause.ForAsync(TimeSpan.FromMilliseconds(500));
        var (seconds, memory, begun) = (Seconds(server), PeakMegabytes(server), Stopwatch.GetTimestamp());
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        return new FollowUse(createSeconds, seconds, memory, 0, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    private static Dictionary<string, string> Settings(string address, string folder, string videos) => new()
    {
        ["COMETAPI_KEY"] = "sk-benchmark",
        ["COMETAPI_BASE_URL"] = address,
        ["COMETRUNWAY_POLL_INTERVAL"] = "5",
        ["COMETRUNWAY_HOME_DIRECTORY"] = Path.Combine(folder, "home"),
        ["COMETRUNWAY_OUTPUT_DIRECTORY"] = videos,
        ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = folder,
        ["COMETRUNWAY_MAX_TASKS_PER_HOUR"] = "unlimited",
        ["COMETRUNWAY_MAX_TASKS_PER_DAY"] = "unlimited",
        ["COMETRUNWAY_MAX_SECONDS_PER_DAY"] = "unlimited",
    };

    private static async Task CallAsync(Process server, (string Method, string Parameters)[] calls)
    {
        for (var id = 0; id < calls.Length; id++)
            await server.StandardInput.WriteLineAsync(FormattableString.Invariant($$"""{"jsonrpc":"2.0","id":{{id + 1}},"method":"{{calls[id].Method}}","params":{{calls[id].Parameters}}}"""));
        await server.StandardInput.FlushAsync();
        for (var answered = 0; answered < calls.Length;)
        {
            var line = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended.");
            using var message = JsonDocument.Parse(line);
            if (!message.RootElement.TryGetProperty("id", out _))
                continue;
            if (!message.RootElement.TryGetProperty("result", out var result) || (result.TryGetProperty("isError", out var isError) && isError.GetBoolean()))
                throw new InvalidOperationException($"The server refused a call: {line}");
            answered++;
        }
    }

    /// <summary>The processor time of a process: fields 14 and 15 of its stat file, in ticks.</summary>
    private static double Seconds(Process process)
    {
        var text = File.ReadAllText(FormattableString.Invariant($"/proc/{process.Id}/stat"));
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double PeakMegabytes(Process process) => FollowUse.PeakMegabytes(FormattableString.Invariant($"/proc/{process.Id}/status"));
}
