namespace CometRunway.Store.Sqlite;

/// <summary>What is at a path now. Two states with the same device and number are the same file, whatever was written to it.</summary>
/// <param name="Device">The device that holds the file.</param>
/// <param name="Number">The number of the file on its device; 0 if there is none.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="ModifiedAt">The time of the last write, in units of the file system.</param>
/// <param name="IsRegular">False for a folder, a pipe or a device.</param>
internal readonly record struct FileState(ulong Device, ulong Number, long Length, long ModifiedAt, bool IsRegular)
{
    public bool Exists => Number != 0;

    public bool IsSameFile(FileState other) => Device == other.Device && Number == other.Number;
}
