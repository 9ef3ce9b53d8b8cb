using System.Diagnostics;

namespace CometRunway.TestKit;

/// <summary>A program that a test uses when the machine has it.</summary>
public sealed class ExternalTool
{
    private readonly string _path;

    private ExternalTool(string path) => _path = path;

    /// <summary>The first of these that is on PATH; null when none is.</summary>
    public static ExternalTool? Find(params string[] names) => PathOf(names) is { } found ? new ExternalTool(found) : null;

    /// <summary>Where the first of these is on PATH; null when none is.</summary>
    public static string? PathOf(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs it to its end and gives its standard output; fails when it fails.</summary>
    public async Task<string> RunAsync(CancellationToken ct, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(_path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{_path} ended with {process.ExitCode}: {await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
