namespace CometRunway.FaultCampaign.Servers;

/// <summary>How to start a server: a program and what stands before its options.</summary>
internal sealed record ServerProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>A program file, or an assembly for <c>dotnet exec</c>.</summary>
    public static ServerProgram At(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        ? new ServerProgram(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", path])
        : new ServerProgram(path, []);

    /// <summary>What was built beside this program.</summary>
    public static ServerProgram Built(string project, string assembly) => At(PathOf(project, assembly));

    /// <summary>The same program with an option in front.</summary>
    public ServerProgram With(string argument) => this with { Arguments = [.. Arguments, argument] };

    private static string PathOf(string project, string assembly)
    {
        // artifacts/bin/PROJECT/CONFIGURATION, for this program as for the others.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, assembly + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built in this configuration.", path);
    }
}
