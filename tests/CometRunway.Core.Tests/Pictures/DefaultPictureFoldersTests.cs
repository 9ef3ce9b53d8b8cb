using CometRunway.Pictures;

namespace CometRunway.Core.Tests.Pictures;

public sealed class DefaultPictureFoldersTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("home").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void For_OrdinaryProject_AllowsPicturesInboxAndWorkingFolder()
    {
        var work = Path.Combine(_home, "projects", "film");

        var folders = DefaultPictureFolders.For(_home, "", work);

        Assert.Equal([Path.Combine(_home, "Pictures"), Path.Combine(_home, "Pictures", "CometRunway"), work], folders);
        Assert.True(Directory.Exists(folders[1]));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("{0}")]
    [InlineData("{0}/")]
    [InlineData("{0}/..")]
    [InlineData("{0}/.config/app")]
    [InlineData("{0}/Library/Application Support/Chat")]
    [InlineData("{0}/AppData/Local/Chat/app-1.0")]
    [InlineData("{0}/tool/bin")]
    [InlineData("/usr/share")]
    [InlineData("/etc")]
    [InlineData("/Applications/Chat.app/Contents")]
    [InlineData("/tmp")]
    [InlineData("/mnt/c")]
    [InlineData("/mnt/c/Windows/System32")]
    [InlineData("")]
    [InlineData("relative")]
    public void For_UnfitWorkingFolder_LeavesItOut(string form)
    {
        var folders = DefaultPictureFolders.For(_home, "", string.Format(null, form, _home), Path.Combine(_home, "tool"), createInbox: false);

        Assert.Equal(2, folders.Count);
    }

    [Fact]
    public void For_PicturesThatAreTheHome_TakesAFolderInIt()
    {
        var folders = DefaultPictureFolders.For(_home, _home, "/", createInbox: false);

        Assert.Equal(Path.Combine(_home, "Pictures"), folders[0]);
        Assert.Empty(DefaultPictureFolders.For("", "", "/", createInbox: false));
    }
}
