using System.Runtime.CompilerServices;
using CometRunway.TestKit.Files;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The home folder of all these tests, so that neither the server nor its child processes use the developer's.</summary>
internal static class TestUser
{
    private const string Tests = "ACCEPT_SNAPSHOTS";
    private static readonly string[] Prefixes = ["COMETAPI_", "COMETRUNWAY_"];

    public static string Home { get; } = Directory.CreateTempSubdirectory("comet-runway-user-").FullName;

    /// <summary>An image in a folder that every server may read.</summary>
    public static string Image { get; } = Path.Combine(Home, "Pictures", "cat.png");

    [ModuleInitializer]
    internal static void MoveIn()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => MoveOut();
        Directory.CreateDirectory(Path.GetDirectoryName(Image)!);
        File.WriteAllBytes(Image, SampleImage.Png(640, 384));
        Environment.SetEnvironmentVariable("HOME", Home);
        Environment.SetEnvironmentVariable("USERPROFILE", Home);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n != Tests && Prefixes.Any(n.StartsWith)))
            Environment.SetEnvironmentVariable(name, null);
    }

    private static void MoveOut()
    {
        try
        {
            Directory.Delete(Home, recursive: true);
        }
        catch (IOException)
        {
            // A killed child process may still hold a file. The system cleans its temporary folder.
        }
    }
}
