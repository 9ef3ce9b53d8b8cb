using System.Diagnostics;

namespace CometRunway.TestKit;

/// <summary>An external program that tests use if it is installed.</summary>
public sealed class ExternalTool
{
    private readonly string _path;

    private ExternalTool(string path) => _path = path;

    /// <summary>Returns the first of the programs that is on PATH, or null.</summary>
    public static ExternalTool? Find(params string[] names) => PathOf(names) is { } found ? new ExternalTool(found) : null;

    /// <summary>Returns the path of the first of the programs that is on PATH, or null.</summary>
    public static string? PathOf(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs the program and returns its standard output. Throws if the exit code is not 0.</summary>
    public async Task<string> RunAsync(CancellationToken ct, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(_path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{_path} exited with code {process.ExitCode}: {await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
