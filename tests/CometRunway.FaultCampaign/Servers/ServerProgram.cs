namespace CometRunway.FaultCampaign.Servers;

/// <summary>The command of a server.</summary>
internal sealed record ServerProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Creates the command of an executable, or of an assembly with <c>dotnet exec</c>.</summary>
    public static ServerProgram At(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        ? new ServerProgram(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", path])
        : new ServerProgram(path, []);

    /// <summary>Creates the command of a program of the same build.</summary>
    public static ServerProgram Built(string project, string assembly) => At(PathOf(project, assembly));

    /// <summary>Creates the command of a variant of the server.</summary>
    public static ServerProgram Variant(string name)
    {
        var program = Built("CometRunway.VariantServer", "CometRunway.VariantServer");
        return program with { Arguments = [.. program.Arguments, name] };
    }

    private static string PathOf(string project, string assembly)
    {
        // All programs are in artifacts/bin/PROJECT/CONFIGURATION.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, assembly + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built in this configuration.", path);
    }
}
