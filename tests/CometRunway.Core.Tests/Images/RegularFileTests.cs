using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using CometRunway.Images;
using CometRunway.Images.Finding;
using CometRunway.Images.Loading;
using CometRunway.Images.Paths;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Images;

/// <summary>A call never hangs on a file, whatever it is and whatever it becomes while it is opened.</summary>
public sealed class RegularFileTests : IDisposable
{
    private readonly TempFolder _root = new();
    private readonly ImageFolders _folders;

    public RegularFileTests() => _folders = new ImageFolders([_root.Path], _root.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Load_FileSwappedWithAPipeInALoop_IsLoadedOrRefusedAndNeverWaits()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux exchanges two names at once.");
        var (image, pipe) = (Path.Combine(_root.Path, "cat.png"), Path.Combine(_root.Path, "pipe.png"));
        File.WriteAllBytes(image, TinyPng.Create(8, 6));
        MakePipe(pipe);
        using var stop = new CancellationTokenSource();
        var swapping = Task.Factory.StartNew(() => SwapUntil(image, pipe, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var loading = Task.Run(() => Enumerable.Range(0, 3000).Select(_ => new ImageLoader(_folders).Load("cat.png")).ToList(), Token);
        var finding = Task.Run(() => Enumerable.Range(0, 200).Select(_ => new ImageFinder(_folders).Find(null, 10, Token)).ToList(), Token);

        var loaded = await loading.WithTestTimeout(Token);
        await finding.WithTestTimeout(Token);
        await stop.CancelAsync();
        await swapping.WithTestTimeout(Token);
        Assert.Contains(loaded, l => l.Image is not null);
        Assert.Contains(loaded, l => l.Violation is not null);
        Assert.All(loaded, l => Assert.True(l.Image is { Bytes.Length: > 0 } || l.Violation is { Code: "picture_empty" or "image_not_found" }, l.Violation?.Code));
    }

    /// <summary>The check of the path can be too early, so the opened file counts.</summary>
    [Fact]
    public void Open_PipeSocketFolderOrLink_IsNoOrdinaryFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files in folders.");
        var pipe = Path.Combine(_root.Path, "pipe");
        MakePipe(pipe);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_root.Path, "s")));
        File.WriteAllBytes(Path.Combine(_root.Path, "full"), [1]);
        File.CreateSymbolicLink(Path.Combine(_root.Path, "link"), Path.Combine(_root.Path, "full"));

        Assert.All(["pipe", "s", "link"], name => Assert.Null(RegularFile.Open(Path.Combine(_root.Path, name))));
        Assert.Null(RegularFile.Open("/dev/zero"));
        Assert.Null(RegularFile.Open("/proc/self/environ"));
        Assert.Throws<FileNotFoundException>(() => RegularFile.Open(_root.Path));
        Assert.Throws<FileNotFoundException>(() => RegularFile.Open(Path.Combine(_root.Path, "none")));
        using var full = RegularFile.Open(Path.Combine(_root.Path, "full"));
        Assert.NotNull(full);
    }

    /// <summary>What a path becomes between the check and the opening: the opening does not follow a link, and what is open is checked again.</summary>
    [Fact]
    public void OpenAtOnce_PathThatBecameAnotherFile_IsNotFollowedAndNotOrdinary()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the type of an open file here.");
        var (pipe, full, link) = (Path.Combine(_root.Path, "pipe"), Path.Combine(_root.Path, "full"), Path.Combine(_root.Path, "link"));
        MakePipe(pipe);
        File.WriteAllBytes(full, [1]);
        File.CreateSymbolicLink(link, full);

        Assert.Null(RegularFile.OpenAtOnce(link));
        foreach (var (path, isOrdinary) in new[] { (full, true), (pipe, false), ("/dev/zero", false), ("/dev/null", false), (_root.Path, false) })
        {
            using var handle = RegularFile.OpenAtOnce(path);
            Assert.Equal(isOrdinary, RegularFile.IsOrdinary(handle!));
        }
    }

    /// <summary>A folder that became a link after the path was resolved.</summary>
    [Fact]
    public void Open_FolderThatBecameALinkToTheOutside_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        using var outside = new TempFolder();
        File.WriteAllBytes(Path.Combine(outside.Path, "cat.png"), TinyPng.Create(8, 6));
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "album"), outside.Path);

        using var file = OpenedFile.Open(Path.Combine(_root.Path, "album", "cat.png"), _folders, out var violation);

        Assert.Null(file);
        Assert.Equal("image_outside_folders", violation!.Code);
    }

    [Fact]
    public void Of_LinksInTheFolder_AreNotListed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        using var outside = new TempFolder();
        File.WriteAllBytes(Path.Combine(outside.Path, "secret.png"), [1]);
        File.WriteAllBytes(Path.Combine(_root.Path, "cat.png"), [1]);
        File.CreateSymbolicLink(Path.Combine(_root.Path, "link.png"), Path.Combine(outside.Path, "secret.png"));
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "album"), outside.Path);

        Assert.Equal("cat.png", Assert.Single(ImageIndex.Of([_root.Path], Token).Files).Name);
    }

    /// <summary>A file outside must not be read through a link that appears after the check, in place of the file or of its folder.</summary>
    [Theory]
    [InlineData("cat.png", "cat.png")]
    [InlineData("album", "album/cat.png")]
    public async Task Load_FileOrFolderSwappedWithALinkInALoop_NeverGivesTheOtherFile(string swapped, string asked)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux exchanges two names at once.");
        using var outside = new TempFolder();
        File.WriteAllBytes(Path.Combine(outside.Path, "cat.png"), TinyPng.Create(99, 99));
        _root.Folder("album");
        File.WriteAllBytes(Path.Combine(_root.Path, asked), TinyPng.Create(8, 6));
        var (real, link) = (Path.Combine(_root.Path, swapped), Path.Combine(_root.Path, "link"));
        File.CreateSymbolicLink(link, swapped == asked ? Path.Combine(outside.Path, "cat.png") : outside.Path);
        using var stop = new CancellationTokenSource();
        var swapping = Task.Factory.StartNew(() => SwapUntil(real, link, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var loaded = await Task.Run(() => Enumerable.Range(0, 6000).Select(_ => new ImageLoader(_folders).Load(asked)).ToList(), Token).WithTestTimeout(Token);

        await stop.CancelAsync();
        await swapping.WithTestTimeout(Token);
        Assert.All(loaded, l => Assert.True(l.Image is null or { Facts.Width: 8 }));
        Assert.Contains(loaded, l => l.Image is not null);
    }

    [Theory]
    [InlineData(@"\\.\COM1", true)]
    [InlineData(@"\\.\pipe\x", true)]
    [InlineData(@"\\?\GLOBALROOT\Device\x", true)]
    [InlineData(@"\??\C:\a.png", true)]
    [InlineData(@"\\server\pipe\x", true)]
    [InlineData(@"C:\Pictures\CON", true)]
    [InlineData(@"C:\Pictures\con.png", true)]
    [InlineData(@"C:\Pictures\nul .png", true)]
    [InlineData("C:/Pictures/aux.jpg", true)]
    [InlineData(@"C:\Pictures\CONIN$", true)]
    [InlineData(@"C:\Pictures\com1:", true)]
    [InlineData(@"C:\Pictures\lpt9.tif", true)]
    [InlineData(@"C:\Pictures\COM².png", true)]
    [InlineData(@"C:\Pictures\prn\cat.png", true)]
    [InlineData(@"C:\Pictures\cat.png", false)]
    [InlineData(@"C:\Pictures\connect.png", false)]
    [InlineData(@"C:\Pictures\com.png", false)]
    [InlineData(@"C:\Pictures\com10.png", false)]
    [InlineData(@"\\server\share\cat.png", false)]
    public void IsMatch_WindowsPath_IsADeviceOrNot(string path, bool expected) => Assert.Equal(expected, WindowsDevice.IsMatch(path));

    internal static void MakePipe(string path)
    {
        using var mkfifo = Process.Start("mkfifo", [path]);
        mkfifo.WaitForExit();
    }

    private static void SwapUntil(string one, string other, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            Exchange(one, other);
    }

    private static void Exchange(string one, string other)
    {
        const int CurrentFolder = -100;
        const uint Exchange = 2;
        _ = RenameAt(CurrentFolder, Encoding.UTF8.GetBytes(one + '\0'), CurrentFolder, Encoding.UTF8.GetBytes(other + '\0'), Exchange);
    }

    [DllImport("libc", EntryPoint = "renameat2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt(int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, uint flags);
}
