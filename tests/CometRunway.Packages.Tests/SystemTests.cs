using System.IO.Compression;
using System.Text.Json;

namespace CometRunway.Packages.Tests;

/// <summary>What is made for one system holds native code of that system alone, and nobody's debug files.</summary>
public sealed class SystemTests
{
    private static readonly string[] DebugFiles = [".pdb", ".dbg", ".dwarf"];

    [Fact]
    public void Package_OneSystem_ContainsOnlyItsNativeCode() =>
        Assert.All(PackedFiles.All("CometRunway.McpServer.*-*.nupkg"), file => Check(file, SystemOf(Path.GetFileName(file))));

    [Fact]
    public void Bundle_OneSystem_ContainsOnlyItsNativeCode() =>
        Assert.All(PackedFiles.All("*.mcpb"), file => Check(file, SystemOf(Path.GetFileName(file))));

    [Fact]
    public void Bundle_OneSystem_StartsItsProgram()
    {
        Assert.All(PackedFiles.All("*.mcpb"), file =>
        {
            using var bundle = ZipFile.OpenRead(file);
            using var manifest = JsonDocument.Parse(PackedFiles.Text(bundle.GetEntry("manifest.json")!));
            var server = manifest.RootElement.GetProperty("server");
            var platform = SystemOf(Path.GetFileName(file)) switch { Binary.Linux => "linux", Binary.MacOS => "darwin", _ => "win32" };

            Assert.NotNull(bundle.GetEntry(server.GetProperty("entry_point").GetString()!));
            Assert.Equal("${__dirname}/" + server.GetProperty("entry_point").GetString(), server.GetProperty("mcp_config").GetProperty("command").GetString());
            Assert.Equal(platform, manifest.RootElement.GetProperty("compatibility").GetProperty("platforms")[0].GetString());
            Assert.True(manifest.RootElement.GetProperty("user_config").GetProperty("api_key").GetProperty("sensitive").GetBoolean());
        });
    }

    private static void Check(string file, Binary system)
    {
        using var package = ZipFile.OpenRead(file);
        var kinds = package.Entries.Where(entry => entry.Length > 0).Select(entry => (entry.FullName, Kind: Binaries.Kind(PackedFiles.Bytes(entry)))).ToArray();

        Assert.DoesNotContain(package.Entries, entry => DebugFiles.Contains(Path.GetExtension(entry.FullName)));
        Assert.Contains(kinds, file => file.Kind == system);
        Assert.DoesNotContain(kinds, file => file.Kind != Binary.None && file.Kind != Binary.Managed && file.Kind != system);
    }

    private static Binary SystemOf(string file) =>
        file.Contains("linux-", StringComparison.Ordinal) ? Binary.Linux
        : file.Contains("osx-", StringComparison.Ordinal) ? Binary.MacOS
        : Binary.Windows;
}
