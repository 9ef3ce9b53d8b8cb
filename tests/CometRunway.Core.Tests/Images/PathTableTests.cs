using CometRunway.Images;
using CometRunway.Images.Paths;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Images;

namespace CometRunway.Core.Tests.Images;

/// <summary>Whatever is typed: an allowed image is found in every form people paste, and nothing else is ever read.</summary>
public sealed class PathTableTests : IDisposable
{
    private const int AllowedWidth = 8;
    private const int SecretWidth = 13;

    private readonly TempFolder _root = new();
    private readonly string _allowed;
    private readonly string _home;
    private readonly ImageLoader _loader;

    public PathTableTests()
    {
        _home = _root.Folder("home");
        _allowed = _root.Folder("home/Pictures");
        _root.Folder("home/Pictures/sub folder");
        _root.Folder("home/Pictures-private");
        _root.Folder("mnt");
        Save("home/Pictures/cat (1).png", AllowedWidth);
        Save("home/Pictures/100% sure.png", AllowedWidth);
        Save("home/Pictures/sub folder/día.png", AllowedWidth);
        Save("home/secret.png", SecretWidth);
        Save("home/Pictures-private/secret.png", SecretWidth);
        Save("secret.png", SecretWidth);
        File.CreateSymbolicLink(Path.Combine(_allowed, "out.png"), Path.Combine(_home, "secret.png"));
        File.CreateSymbolicLink(Path.Combine(_allowed, "out-relative.png"), "../secret.png");
        Directory.CreateSymbolicLink(Path.Combine(_allowed, "up"), _home);
        Directory.CreateSymbolicLink(Path.Combine(_allowed, "system"), "/proc/self");
        Directory.CreateSymbolicLink(Path.Combine(_allowed, "inside"), Path.Combine(_allowed, "sub folder"));
        _loader = new ImageLoader(new ImageFolders([_allowed], _home));
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("{0}/cat (1).png")]
    [InlineData("{0}/cat (1).png   ")]
    [InlineData("{0}/cat (1).png\n")]
    [InlineData("\"{0}/cat (1).png\"")]
    [InlineData("'\"{0}/cat (1).png\"'")]
    [InlineData("“{0}/cat (1).png”")]
    [InlineData("`{0}/cat (1).png`")]
    [InlineData("<{0}/cat (1).png>")]
    [InlineData("\u202A{0}/cat (1).png")]
    [InlineData("\uFEFF{0}/cat (1).png\u200B")]
    [InlineData("{0}/cat\\ \\(1\\).png")]
    [InlineData("{0}/cat%20(1).png")]
    [InlineData("{0}/cat%20%281%29.png")]
    [InlineData("file://{0}/cat%20(1).png")]
    [InlineData("file:{0}/cat%20(1).png")]
    [InlineData("FILE://LOCALHOST{0}/cat%20(1).png")]
    [InlineData("file://~/Pictures/cat%20(1).png")]
    [InlineData("~/Pictures/cat (1).png")]
    [InlineData("$HOME/Pictures/cat (1).png")]
    [InlineData("${{HOME}}/Pictures/cat (1).png")]
    [InlineData(@"%USERPROFILE%\Pictures\cat (1).png")]
    [InlineData(@"~\Pictures\cat (1).png")]
    [InlineData(@"\\wsl$\Ubuntu{0}/cat (1).png")]
    [InlineData(@"\\wsl.localhost\Ubuntu-24.04{0}/cat (1).png")]
    [InlineData("file://wsl.localhost/Ubuntu{0}/cat%20(1).png")]
    [InlineData("[a cat]({0}/cat (1).png)")]
    [InlineData("![a cat](<{0}/cat (1).png>)")]
    [InlineData("![a cat]({0}/cat (1).png \"of mine\")")]
    [InlineData("`![cat]({0}/cat (1).png)`")]
    [InlineData("[cat](file://{0}/cat%20(1).png)")]
    [InlineData("cat (1).png")]
    [InlineData("./cat (1).png")]
    [InlineData("sub folder/../cat (1).png")]
    [InlineData("{0}//cat (1).png")]
    [InlineData("{0}/./sub folder/.././cat (1).png")]
    [InlineData("100% sure.png")]
    [InlineData("sub folder/día.png")]
    [InlineData("sub%20folder/d%C3%ADa.png")]
    [InlineData("inside/día.png")]
    public void Load_AllowedImageInAFormPeoplePaste_IsFound(string form)
    {
        var result = _loader.Load(string.Format(null, form, _allowed));

        Assert.Null(result.Violation);
        Assert.Equal(AllowedWidth, result.Image!.Facts!.Width);
    }

    public static TheoryData<string> Escapes() =>
    [
        "{0}/../secret.png", "../secret.png", "sub folder/../../secret.png", "./../secret.png", "{0}/sub folder/../../../secret.png",
        "file://{0}/../secret.png", "file://{0}/%2e%2e/secret.png", "file://{0}/..%2fsecret.png", "{0}/%2e%2e/secret.png", "{0}/%2E%2E%2Fsecret.png",
        "{0}/%252e%252e/secret.png", "{0}\\..\\secret.png", "..\\secret.png", "{0}/..\\/secret.png", "{0}/.\\./secret.png", "{0}-private/secret.png",
        "out.png", "{0}/out.png", "out-relative.png", "up/secret.png", "up/Pictures-private/secret.png", "{0}/up/../secret.png", "up/../secret.png", "inside/../../secret.png",
        "system/environ", "system/root{1}/secret.png", "system/cwd", "{0}/system/exe",
        "~/secret.png", "$HOME/secret.png", "${{HOME}}/secret.png", "%USERPROFILE%\\secret.png", "~root/secret.png", "~/Pictures/../secret.png",
        "/proc/self/environ", "/proc/self/root{1}/secret.png", "/proc/self/fd/0", "//proc/self/environ", "/./proc/self/environ", "file:///proc/self/environ", "/sys/kernel/notes",
        "/dev/zero", "/dev/stdin", "/dev/fd/0", "/dev/random", "/etc/passwd", "/etc/shadow", "{1}/secret.png", "file://{1}/secret.png",
        "\\\\server\\share\\secret.png", "//server/share/secret.png", "file://server/share/secret.png", "\\\\?\\C:\\secret.png", "\\\\.\\pipe\\secret", "\\\\wsl$\\Ubuntu{1}/secret.png",
        "\\\\wsl$\\Ubuntu{0}/../secret.png", "C:\\secret.png", "C:/secret.png", "Z:\\Pictures\\secret.png", "c:secret.png", "/mnt/c/secret.png", "/cygdrive/c/secret.png",
        "{0}/\0/../secret.png", "{0}/../secret.png\0.png", "{0}/%00/../../secret.png", "{0}/a\n/../../secret.png", "{0}/\u001b[31m/../../secret.png",
        "{0}/.../secret.png", "{0}/.. /secret.png", "{0}/..;/secret.png", "{0}/..%c0%afsecret.png", "{0}/..／secret.png", "{0}/．．/secret.png", "{0}/../Pictures-private/secret.png",
        "secret.png.", "{0}/secret.png...", "{0}/../secret.png.", "{0}/../secret.png ", "{0}/../secret.png/", "{0}/../secret.png/.", "[x]({1}/secret.png)", "![x](../secret.png)", "\"../secret.png\"", "`{1}/secret.png`",
        "NUL", "CON", "COM1.png", "{0}/NUL", "{0}/cat (1).png:stream", "{0}/cat (1).png::$DATA", "{0}/cat (1).png/../../secret.png", "{0}/cat (1).png/../../../secret.png",
        "latest/../../secret.png", "{0}/*", "{0}/../*.png", "-rf", "{0}/$(cat /etc/passwd)", "{0}/`id`", "|cat /etc/passwd",
    ];

    [Theory]
    [MemberData(nameof(Escapes))]
    public void Load_AnythingThatLeadsElsewhere_IsRefusedWithoutReadingIt(string form)
    {
        var result = _loader.Load(string.Format(null, form, _allowed, _root.Path));

        Assert.Null(result.Image);
        Assert.DoesNotContain(SecretWidth + "x", result.Violation!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Violation.Allowed ?? [], p => p.Contains("secret", StringComparison.Ordinal));
        Assert.True(result.Violation.Code.StartsWith("image_", StringComparison.Ordinal), result.Violation.Code);
        Assert.DoesNotContain(result.Violation.Problem, char.IsControl);
    }

    [Fact]
    public void Load_AThousandPathsOfHostilePieces_NeverReadsOutside()
    {
        string[] pieces =
        [
            "..", ".", "/", "//", "\\", "%2e", "%2f", "%5c", "%00", "\0", "~", "up", "out.png", "system", "root", "inside", "sub folder", "cat (1).png", "secret.png", "Pictures",
            "Pictures-private", "home", "file://", "file:", "\\\\wsl$\\U", "C:", "/mnt/c", _allowed, _home, _root.Path, " ", "\"", "'", "](", "...", ":", "latest", "/proc/self/root", "/dev/fd/0",
        ];
        var random = new Random(20261125);
        var found = 0;
        for (var i = 0; i < 1000; i++)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(3) == 0 ? "/" : "")));

            var result = _loader.Load(path);

            Assert.True(result.Image is null || result.Image.Facts?.Width == AllowedWidth || result.Image.Link is not null, path);
            found += result.Image is null ? 0 : 1;
        }

        // The pieces can also make an allowed path; otherwise the test would pass with a loader that refuses everything.
        Assert.True(found > 0);
    }

    [Theory]
    [InlineData("/mnt/user-data/uploads/cat.png")]
    [InlineData("/mnt/data/cat.png")]
    [InlineData("sandbox:/mnt/data/cat.png")]
    [InlineData("sandbox://mnt/data/cat.png")]
    [InlineData("attachment:cat.png")]
    [InlineData("attachment://cat.png")]
    [InlineData("[cat](attachment://cat.png)")]
    [InlineData("blob:https://chat.example/5f0c")]
    [InlineData("cid:image001.png")]
    [InlineData("content://media/external/images/7")]
    [InlineData("file-AbC123xyz987")]
    [InlineData("file_000000001234abcd")]
    [InlineData("[Image #1]")]
    [InlineData("image 2")]
    [InlineData("the image uploaded above")]
    [InlineData("this photo the user's image")]
    public void Load_NameThatOnlyTheChatKnows_SaysSoAndNamesTheInbox(string text)
    {
        var violation = _loader.Load(text).Violation!;

        Assert.Equal("image_known_to_chat_only", violation.Code);
        Assert.Contains(_allowed, violation.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AllowedFolderThatIsALink_IsJudgedByWhereItLeads()
    {
        var link = Path.Combine(_root.Path, "album");
        Directory.CreateSymbolicLink(link, _allowed);
        var loader = new ImageLoader(new ImageFolders([link], _home));

        Assert.NotNull(loader.Load(Path.Combine(link, "cat (1).png")).Image);
        Assert.NotNull(loader.Load(Path.Combine(_allowed, "cat (1).png")).Image);
        Assert.Null(loader.Load(Path.Combine(link, "out.png")).Image);
    }

    [Fact]
    public void Load_NameLikeAChatsButAlsoLikeAFiles_NamesTheFile()
    {
        Save("home/Pictures/photo-2.png", AllowedWidth);

        Assert.Equal(Path.Combine(_allowed, "photo-2.png"), _loader.Load("photo 2").Violation!.Nearest);
    }

    [Fact]
    public void Load_NotThere_NamesTheFiveNewestAndNeverWhatIsOutside()
    {
        for (var i = 0; i < 7; i++)
        {
            Save($"home/Pictures/holiday {i}.png", AllowedWidth);
            File.SetLastWriteTimeUtc(Path.Combine(_allowed, $"holiday {i}.png"), new DateTime(2100, 1, 1 + i, 0, 0, 0, DateTimeKind.Utc));
        }

        var violation = _loader.Load("nowhere.png").Violation!;

        Assert.Equal([6, 5, 4, 3, 2], violation.Allowed!.Select(p => Path.GetFileNameWithoutExtension(p)[^1] - '0'));
    }

    [Theory]
    [InlineData(@"C:\Users\me\cat.png", @"C:\Users\me\cat.png")]
    [InlineData("C:/Users/me/cat.png", "C:/Users/me/cat.png")]
    [InlineData("/mnt/c/Users/me/cat.png", "C:/Users/me/cat.png")]
    [InlineData("/c/Users/me/cat.png", "C:/Users/me/cat.png")]
    [InlineData("/cygdrive/d/cat.png", "D:/cat.png")]
    [InlineData("file:///C:/Users/me/my%20cat.png", "C:/Users/me/my cat.png")]
    [InlineData("file://C:/Users/me/cat.png", "C:/Users/me/cat.png")]
    [InlineData(@"\\?\C:\Users\me\cat.png", @"C:\Users\me\cat.png")]
    [InlineData(@"\\.\PhysicalDrive0", @"\\.\PhysicalDrive0")]
    [InlineData(@"~\cat.png", @"H:\me/cat.png")]
    [InlineData(@"%USERPROFILE%\a\cat.png", @"H:\me/a\cat.png")]
    [InlineData("file://server/share/cat.png", "//server/share/cat.png")]
    public void Readings_OnWindows_AreWindowsPaths(string text, string expected)
    {
        Assert.Equal(expected, UserPathParser.Readings(UserPathParser.Unwrap(text), @"H:\me", isWindows: true).First());
    }

    private void Save(string path, int width) => File.WriteAllBytes(Path.Combine(_root.Path, path), TinyPng.Create(width, 6));
}
