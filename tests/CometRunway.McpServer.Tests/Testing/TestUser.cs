using System.Runtime.CompilerServices;
using CometRunway.TestKit.Files;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The user of all these tests: a home of their own, so that neither the server nor its children touch the developer's.</summary>
internal static class TestUser
{
    private const string Tests = "COMETRUNWAY_ACCEPT_SNAPSHOTS";
    private static readonly string[] Prefixes = ["COMETAPI_", "COMETRUNWAY_"];

    public static string Home { get; } = Directory.CreateTempSubdirectory("comet-runway-user-").FullName;

    /// <summary>A picture where every server may read it.</summary>
    public static string Picture { get; } = Path.Combine(Home, "Pictures", "cat.png");

    [ModuleInitializer]
    internal static void MoveIn()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => MoveOut();
        Directory.CreateDirectory(Path.GetDirectoryName(Picture)!);
        File.WriteAllBytes(Picture, SampleImage.Png(640, 384));
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
            // A child that was killed a moment ago may still hold a file; the system cleans its temporary folder itself.
        }
    }
}
