using System.Diagnostics;
using CometRunway.Processes;

namespace CometRunway.Videos.Desktop;

/// <summary>The program that opens files with whatever the person has chosen for them, and how it is started.</summary>
/// <param name="Opener">Its full path; null on a machine without a desktop.</param>
/// <param name="Launch">Starts a program with arguments and lets it go.</param>
internal sealed record DesktopProgram(string? Opener, Action<string, IReadOnlyList<string>> Launch)
{
    /// <summary>This machine's.</summary>
    public static DesktopProgram OfThisMachine() => new(Find(), Start);

    private static string? Find() =>
        OperatingSystem.IsWindows() ? ProgramSearch.Find(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.Windows), "explorer.exe"), null)
        : OperatingSystem.IsMacOS() ? ProgramSearch.Find("/usr/bin/open", null)
        : ProgramSearch.Find("xdg-open", ProgramSearch.MachinePath);

    /// <summary>What it says is read and dropped, so that it never waits for us.</summary>
    private static void Start(string program, IReadOnlyList<string> arguments)
    {
        var process = Process.Start(ProgramStart.CreateStartInfo(program, arguments))!;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }
}
