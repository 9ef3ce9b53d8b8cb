namespace CometRunway.Sandbox.Tests.Testing;

/// <summary>Paths in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Fixture(string name) => Path.Combine(Root, "tests", "fixtures", "specification", name);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CometRunwayAgentTools.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
