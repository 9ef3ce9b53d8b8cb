namespace CometRunway.Core.Tests;

/// <summary>The vendor payloads of <c>tests/fixtures</c>.</summary>
internal static class Fixtures
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", name + ".json"));

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "fixtures"), "*.json").Select(static path => Path.GetFileNameWithoutExtension(path)).Order();
}
