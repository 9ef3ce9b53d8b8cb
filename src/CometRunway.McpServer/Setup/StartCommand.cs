using CometRunway.McpServer.Hosting;

namespace CometRunway.McpServer.Setup;

/// <summary>What a client must run to start this server.</summary>
/// <param name="Command">A full path, because clients search with another PATH than the user's shell.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record StartCommand(string Command, IReadOnlyList<string> Arguments)
{
    private const string Store = ".store";

    /// <inheritdoc cref="Of"/>
    public static StartCommand OfThisProgram() => Of(Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, ServerInfo.Name + ".dll"), File.Exists);

    /// <summary>The program that runs now, by the path that will still be right after an update.</summary>
    /// <param name="processPath">The running executable.</param>
    /// <param name="assembly">The server's own dll, for when the executable is <c>dotnet</c>.</param>
    /// <param name="exists">Whether there is such a file.</param>
    public static StartCommand Of(string processPath, string assembly, Func<string, bool> exists)
    {
        if (Path.GetFileNameWithoutExtension(processPath).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            return new(processPath, [assembly]);
        return new(Shim(processPath, exists) ?? processPath, []);
    }

    /// <summary>As it is typed.</summary>
    public override string ToString() => string.Join(' ', new[] { Command }.Concat(Arguments).Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word));

    /// <summary>The same, against the sandbox.</summary>
    public StartCommand WithSandbox() => this with { Arguments = [.. Arguments, "--sandbox"] };

    /// <summary>A .NET tool lies in a folder with its version in the name; beside that store is the link which every update renews.</summary>
    private static string? Shim(string processPath, Func<string, bool> exists)
    {
        for (var folder = Path.GetDirectoryName(processPath); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.GetFileName(folder) != Store)
                continue;
            var shim = Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(processPath));
            return exists(shim) ? shim : null;
        }

        return null;
    }
}
