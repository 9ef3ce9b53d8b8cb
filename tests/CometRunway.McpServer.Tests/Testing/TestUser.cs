using System.Runtime.CompilerServices;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The user of all these tests: a home of their own, so that neither the server nor its children touch the developer's.</summary>
internal static class TestUser
{
    private const string Tests = "COMETRUNWAY_ACCEPT_SNAPSHOTS";
    private static readonly string[] Prefixes = ["COMETAPI_", "COMETRUNWAY_"];

    [ModuleInitializer]
    internal static void MoveIn()
    {
        var home = Directory.CreateTempSubdirectory("comet-runway-user-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(home, recursive: true);
        Environment.SetEnvironmentVariable("HOME", home);
        Environment.SetEnvironmentVariable("USERPROFILE", home);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n != Tests && Prefixes.Any(n.StartsWith)))
            Environment.SetEnvironmentVariable(name, null);
    }
}
