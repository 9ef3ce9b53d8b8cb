using CometRunway.Store;

namespace CometRunway.Core.Tests.Store;

/// <summary>People hear of a ledger that the end of a container takes away, or that two computers can damage.</summary>
public sealed class StoragePlaceTests
{
    [Theory]
    [InlineData(DriveType.Fixed, "ext4", false, nameof(StorageKind.Local))]
    [InlineData(DriveType.Fixed, "ext4", true, nameof(StorageKind.Local))]
    [InlineData(DriveType.Fixed, "apfs", false, nameof(StorageKind.Local))]
    [InlineData(DriveType.Fixed, "NTFS", false, nameof(StorageKind.Local))]
    [InlineData(DriveType.Unknown, "fuseblk", false, nameof(StorageKind.Local))]
    [InlineData(DriveType.Network, "NTFS", false, nameof(StorageKind.Shared))]
    [InlineData(DriveType.Unknown, "nfs4", true, nameof(StorageKind.Shared))]
    [InlineData(DriveType.Unknown, "9p", false, nameof(StorageKind.Shared))]
    [InlineData(DriveType.Unknown, "fuse.sshfs", false, nameof(StorageKind.Shared))]
    [InlineData(DriveType.Unknown, "overlayfs", false, nameof(StorageKind.Local))]
    [InlineData(DriveType.Unknown, "overlayfs", true, nameof(StorageKind.Temporary))]
    [InlineData(DriveType.Ram, "tmpfs", false, nameof(StorageKind.Temporary))]
    public void Of_FileSystem_IsWhatItMeansForTheLedger(DriveType type, string format, bool isContainer, string expected) =>
        Assert.Equal(expected, StoragePlace.Of(type, format, isContainer).ToString());

    [Fact]
    public void Of_TheTemporaryFolder_IsNotReported() =>
        Assert.Equal(StorageKind.Local, StoragePlace.Of(Path.Combine(Path.GetTempPath(), "not", "there")));

    [Fact]
    public void Warning_LocalDisk_IsAbsent()
    {
        Assert.Null(StoragePlace.Warning(StorageKind.Local, "/home/ada"));
        Assert.NotEqual(StoragePlace.Warning(StorageKind.Shared, "/home/ada"), StoragePlace.Warning(StorageKind.Temporary, "/home/ada"));
    }
}
