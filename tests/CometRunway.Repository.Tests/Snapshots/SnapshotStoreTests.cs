using CometRunway.TestKit;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.Repository.Tests.Snapshots;

/// <summary>A changed snapshot is accepted by its name only.</summary>
public sealed class SnapshotStoreTests : IDisposable
{
    private const string Page = "docs/page.md";
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Verify_DifferentText_ReportsLineReceivedFileAndAcceptValue()
    {
        Keep(Page, "one\ntwo\n");

        var error = Assert.Throws<InvalidOperationException>(() => Store(null).Verify(Page, "one\nthree"));

        Assert.Contains("docs/page.md differs at line 2.", error.Message, StringComparison.Ordinal);
        Assert.Contains("git diff --no-index docs/page.md artifacts/received/docs/page.md", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("ACCEPT_SNAPSHOTS=docs/page.md", error.Message, StringComparison.Ordinal);
        Assert.Equal("one\nthree\n", Read("artifacts/received/docs/page.md"));
        Assert.Equal("one\ntwo\n", Read(Page));
    }

    [Theory]
    [InlineData("docs/page.md")]
    [InlineData("page.md")]
    [InlineData("tools.json, docs/page.md")]
    public void Verify_NamedSnapshot_IsWritten(string accepted)
    {
        Keep(Page, "old\n");
        Keep("artifacts/received/docs/page.md", "new\n");

        Store(accepted).Verify(Page, "new");

        Assert.Equal("new\n", Read(Page));
        Assert.False(File.Exists(_root["artifacts/received/docs/page.md"]));
    }

    [Fact]
    public void Verify_NamedMissingSnapshot_IsWritten()
    {
        Store("page.md").Verify(Page, "new");

        Assert.Equal("new\n", Read(Page));
    }

    [Fact]
    public void Verify_OtherSnapshot_IsNotChanged()
    {
        Keep(Page, "old\n");

        Assert.Throws<InvalidOperationException>(() => Store("other/page.md,age.md").Verify(Page, "new"));

        Assert.Equal("old\n", Read(Page));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("*")]
    [InlineData("*.md")]
    [InlineData("true")]
    [InlineData("page.md,1")]
    public void Store_InvalidAcceptValue_IsRejected(string accepted)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Store(accepted));

        Assert.Contains("ACCEPT_SNAPSHOTS takes the file names", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OtherLineEndings_Passes()
    {
        Keep(Page, "one\r\ntwo\r\n");

        Store("").Verify(Page, "one\ntwo\n\n");

        Assert.False(Directory.Exists(_root["artifacts"]));
    }

    private SnapshotStore Store(string? accepted) => new(_root.Path, accepted);

    private string Read(string path) => File.ReadAllText(_root[path]);

    private void Keep(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root[path])!);
        File.WriteAllText(_root[path], text);
    }
}
