using System.Diagnostics;
using CometRunway.Processes;

namespace CometRunway.Videos.Desktop;

/// <summary>The program that opens files with the user's default applications.</summary>
/// <param name="Opener">The full path of the program; null on a machine without a desktop.</param>
/// <param name="Launch">Starts a program with arguments and does not wait for it.</param>
internal sealed record DesktopProgram(string? Opener, Action<string, IReadOnlyList<string>> Launch)
{
    /// <summary>Returns the program of this machine.</summary>
    public static DesktopProgram OfThisMachine() => new(Find(), Start);

    private static string? Find() =>
        OperatingSystem.IsWindows() ? ProgramSearch.Find(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.Windows), "explorer.exe"), null)
        : OperatingSystem.IsMacOS() ? ProgramSearch.Find("/usr/bin/open", null)
        : ProgramSearch.Find("xdg-open", ProgramSearch.MachinePath);

    /// <summary>Starts the program. Its output is read and discarded, because a full pipe would block the program.</summary>
    private static void Start(string program, IReadOnlyList<string> arguments)
    {
        var process = Process.Start(ProgramStart.CreateStartInfo(program, arguments))!;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }
}
