using CometRunway.McpServer.Hosting;

namespace CometRunway.McpServer.Setup;

/// <summary>The command that starts this server.</summary>
/// <param name="Command">The full path of the program, because clients may have a different PATH than the user's shell.</param>
/// <param name="Arguments">The arguments.</param>
internal sealed record StartCommand(string Command, IReadOnlyList<string> Arguments)
{
    private const string Store = ".store";

    /// <inheritdoc cref="Of"/>
    public static StartCommand OfThisProgram() => Of(Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, ServerInfo.Name + ".dll"), File.Exists);

    /// <summary>Returns the command for this program, with a path that stays valid after an update.</summary>
    /// <param name="processPath">The running executable.</param>
    /// <param name="assembly">The server's dll, for the case that the executable is <c>dotnet</c>.</param>
    /// <param name="exists">Checks whether a file exists.</param>
    public static StartCommand Of(string processPath, string assembly, Func<string, bool> exists)
    {
        if (Path.GetFileNameWithoutExtension(processPath).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            return new(processPath, [assembly]);
        return new(Shim(processPath, exists) ?? processPath, []);
    }

    /// <summary>Returns the command as it is typed in a shell.</summary>
    public override string ToString() => string.Join(' ', new[] { Command }.Concat(Arguments).Select(part => part.Contains(' ', StringComparison.Ordinal) ? $"\"{part}\"" : part));

    /// <summary>Returns the command that uses the sandbox.</summary>
    public StartCommand WithSandbox() => this with { Arguments = [.. Arguments, "--sandbox"] };

    /// <summary>The folder of a .NET tool contains its version. Beside the tool store is a link that every update renews.</summary>
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
