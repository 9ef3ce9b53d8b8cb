using System.Diagnostics;
using CometRunway.Processes;

namespace CometRunway.McpServer.Sender;

/// <summary>The command that starts this program as a sender.</summary>
/// <param name="Program">The full path of the executable.</param>
/// <param name="Assembly">The assembly to run, if the executable is <c>dotnet</c>; otherwise null.</param>
/// <param name="Options">Arguments for a program that changes the services of the server.</param>
internal sealed record SenderCommand(string Program, string? Assembly, IReadOnlyList<string> Options)
{
    /// <summary>Returns the command for the running program.</summary>
    public static SenderCommand OfThisProgram(params IReadOnlyList<string> options)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return new(program, isHost ? Path.Combine(AppContext.BaseDirectory, AppDomain.CurrentDomain.FriendlyName + ".dll") : null, options);
    }

    /// <summary>
    /// Returns the start information of one stage. The key is not in its environment. It writes no core dump, and no debugger can attach to it, because its
    /// memory holds the key.
    /// </summary>
    public ProcessStartInfo StartInfo(string stage)
    {
        var start = ProgramStart.CreateStartInfo(Program, Arguments(stage));
        foreach (var prefix in (string[])["DOTNET_", "COMPlus_"])
            start.Environment.Remove(prefix + "DbgEnableMiniDump");
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // A process of a second needs no background thread for garbage collection.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        return start;
    }

    /// <summary>Returns the arguments of one stage.</summary>
    public IReadOnlyList<string> Arguments(string stage) => Assembly is null ? [stage, .. Options] : [Assembly, stage, .. Options];
}
