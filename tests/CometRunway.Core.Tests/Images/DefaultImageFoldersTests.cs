using CometRunway.Images;

namespace CometRunway.Core.Tests.Images;

public sealed class DefaultImageFoldersTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("home").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void For_OrdinaryProject_AllowsImagesInboxAndWorkingFolder()
    {
        var work = Path.Combine(_home, "projects", "film");

        var folders = DefaultImageFolders.For(_home, "", work);

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
        var folders = DefaultImageFolders.For(_home, "", string.Format(null, form, _home), Path.Combine(_home, "tool"), createInbox: false);

        Assert.Equal(2, folders.Count);
    }

    [Fact]
    public void For_ImagesThatAreTheHome_TakesAFolderInIt()
    {
        var folders = DefaultImageFolders.For(_home, _home, "/", createInbox: false);

        Assert.Equal(Path.Combine(_home, "Pictures"), folders[0]);
        Assert.Empty(DefaultImageFolders.For("", "", "/", createInbox: false));
    }
}
