using CometRunway.Images;
using CometRunway.Images.Finding;
using CometRunway.Images.Paths;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Images;

namespace CometRunway.Core.Tests.Images;

/// <summary>A file is found by the name that a person sees, also if the disk stores other characters, and never replaced by a similar one.</summary>
public sealed class FileNameTests : IDisposable
{
    private readonly TempFolder _root = new();
    private readonly ImageLoader _loader;

    public FileNameTests() => _loader = new ImageLoader(new ImageFolders([_root.Path], _root.Path));

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("Cafe\u0301.png", "Caf\u00E9.png")]
    [InlineData("Caf\u00E9.png", "Cafe\u0301.png")]
    [InlineData("\u1100\u1161\u110C\u1169\u11A8\u1109\u1161\u110C\u1175\u11AB.png", "\uAC00\uC871\uC0AC\uC9C4.png")]
    [InlineData("Vie\u0323\u0302t.png", "Vi\u1EC7t.png")]
    [InlineData("A\u030Angstro\u0308m/U\u0308ber.png", "\u00C5ngstr\u00F6m/\u00DCber.png")]
    [InlineData("\u30AB\u3099.png", "\u30AC.png")]
    [InlineData("Screenshot 2026-01-02 at 3.04.05\u202FPM.png", "Screenshot 2026-01-02 at 3.04.05 PM.png")]
    [InlineData("a\u00A0b.png", "a b.png")]
    [InlineData("a b.png", "a\u00A0b.png")]
    public void Load_NameThatLooksTheSame_IsFound(string stored, string asked)
    {
        Save(stored, 8);

        Assert.Equal(8, _loader.Load(asked).Image?.Facts?.Width);
        Assert.Equal(8, _loader.Load(Path.Combine(_root.Path, asked)).Image?.Facts?.Width);
        Assert.Equal(8, _loader.Load($"file://{_root.Path}/{Uri.EscapeDataString(asked)}".Replace("%2F", "/", StringComparison.Ordinal)).Image?.Facts?.Width);
    }

    [Theory]
    [InlineData("cafe.png", "Caf\u00E9.png")]
    [InlineData("Caf\u00E8.png", "Caf\u00E9.png")]
    [InlineData("CAF\u00C9.png", "Caf\u00E9.png")]
    [InlineData("\u0430bc.png", "abc.png")]
    [InlineData("a_b.png", "a b.png")]
    public void Load_NameThatIsOnlySimilar_IsNotTaken(string stored, string asked)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems ignore the case.");
        Save(stored, 8);

        Assert.Equal("image_not_found", _loader.Load(asked).Violation?.Code);
    }

    [Fact]
    public void Load_TwoFilesLookTheSame_AsksAndTakesAnExactName()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have one name for both.");
        Save("a\u00A0b.png", 8);
        Save("a\u202Fb.png", 9);

        var violation = _loader.Load("a b.png").Violation!;

        Assert.Equal("image_name_ambiguous", violation.Code);
        Assert.Equal([Path.Combine(_root.Path, "a\u00A0b.png"), Path.Combine(_root.Path, "a\u202Fb.png")], violation.Allowed);
        Assert.Equal(9, _loader.Load("a\u202Fb.png").Image?.Facts?.Width);
    }

    [Fact]
    public void Load_LookAlikeThatLeadsOutside_IsNotFound()
    {
        using var outside = new TempFolder();
        File.WriteAllBytes(Path.Combine(outside.Path, "secret.png"), TinyPng.Create(4, 4));
        File.CreateSymbolicLink(Path.Combine(_root.Path, "Cafe\u0301.png"), Path.Combine(outside.Path, "secret.png"));
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "E\u0301te\u0301"), outside.Path);

        Assert.Null(_loader.Load("Caf\u00E9.png").Image);
        Assert.Null(_loader.Load("\u00C9t\u00E9/secret.png").Image);
    }

    [Fact]
    public void Find_QueryThatLooksTheSame_MatchesTheName()
    {
        Save("Cafe\u0301 3.04\u202FPM.png", 8);
        var finder = new ImageFinder(new ImageFolders([_root.Path], _root.Path));

        Assert.Equal(1, finder.Find("caf\u00E9 3.04 pm", 10, TestContext.Current.CancellationToken).Matching);
    }

    [Theory]
    [InlineData("\u00E9", "e\u0301")]
    [InlineData("\u1EA5", "a\u0302\u0301")]
    [InlineData("\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\uD7A3", "\u1112\u1175\u11C2")]
    [InlineData("a\u2009\u3000b", "a  b")]
    [InlineData("plain-1_2", "plain-1_2")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE00")]
    public void Of_Name_IsDecomposedWithOrdinaryBlanks(string name, string expected) => Assert.Equal(expected, FileNameKey.Of(name));

    private void Save(string name, int width)
    {
        var path = Path.Combine(_root.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, TinyPng.Create(width, 6));
    }
}
