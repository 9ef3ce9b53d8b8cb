using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Sender;

/// <summary>
/// This program as a sender: a process that sends one paid request and ends. It starts in two stages. The first begins a session, starts the second and
/// ends, so that the second belongs neither to the process group nor to the process tree of the server.
/// </summary>
internal static class SenderProgram
{
    /// <summary>The first argument of the first stage.</summary>
    public const string FirstStage = "--sender-start";

    /// <summary>The first argument of the second stage.</summary>
    public const string SecondStage = "--sender";

    private const int Failed = 1;

    /// <summary>Returns true if the program was started as a sender. Check this before anything else runs.</summary>
    public static bool IsMeant(string[] args) => args is [FirstStage or SecondStage, ..];

    /// <summary>Runs the stage that the first argument names.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="change">Returns, for the remaining arguments, the change to the services; null for none.</param>
    public static async Task<int> RunAsync(string[] args, Func<string[], Action<IServiceCollection>?>? change = null)
    {
        if (args[0] == FirstStage)
            return StartSecondStage(args[1..]);
        // A signal to all processes of a terminal or of a service must not end a request in flight. Its timeout does.
        using var ignored = new IgnoredSignals(PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGQUIT);
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        return await SenderRun.RunAsync(input, output, change?.Invoke(args[1..]));
    }

    private static int StartSecondStage(string[] options)
    {
        DetachedSession.Begin();
        var command = SenderCommand.OfThisProgram(options);
        var start = new ProcessStartInfo(command.Program, command.Arguments(SecondStage)) { UseShellExecute = false };
        // It inherits the standard streams, which lead to the server.
        using IDisposable? second = OperatingSystem.IsWindows() ? WindowsStart.StartWithOwnStreams(start) : Process.Start(start);
        return second is null ? Failed : 0;
    }
}
