using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Reads the state of a file by path. It never opens the file: the POSIX locks of SQLite end when a process closes any handle of the file.
/// </summary>
internal sealed class FilePlace(string path)
{
    private const int CurrentFolder = -100;
    private const uint Wanted = 0x1 | 0x2 | 0x40 | 0x100 | 0x200;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    private readonly byte[] _path = Encoding.UTF8.GetBytes(path + '\0');
    private readonly byte[] _answer = new byte[256];
    private bool _hasStatx = OperatingSystem.IsLinux();

    /// <summary>Returns the state; its number is 0 if there is no file or it cannot be looked at. One thread at a time.</summary>
    public FileState Look()
    {
        try
        {
            return _hasStatx ? LookOnLinux() : LookAnywhere();
        }
        catch (EntryPointNotFoundException)
        {
            _hasStatx = false;
            return LookAnywhere();
        }
    }

    private FileState LookOnLinux()
    {
        if (StatX(CurrentFolder, _path, 0, Wanted, _answer) != 0)
            return default;
        // Offsets of struct statx, which is the same on every architecture.
        ulong Number(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_answer.AsSpan(offset));
        uint Half(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_answer.AsSpan(offset));
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(_answer.AsSpan(28));
        var modified = ((long)Number(112) * 1_000_000_000) + Half(120);
        return new FileState(((ulong)Half(136) << 32) | Half(140), Number(32), (long)Number(40), modified, (mode & TypeMask) == Regular);
    }

    /// <summary>
    /// Other systems: the creation time instead of the number. On Windows, SQLite's open file can be neither renamed nor deleted.
    /// </summary>
    private FileState LookAnywhere()
    {
        var file = new FileInfo(path);
        if (file.Exists)
            return new FileState(0, (ulong)file.CreationTimeUtc.Ticks, file.Length, file.LastWriteTimeUtc.Ticks, true);
        return Directory.Exists(path) ? new FileState(0, 1, 0, 0, false) : default;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, byte[] path, int flags, uint mask, byte[] answer);
}
