using System.Reflection.PortableExecutable;

namespace CometRunway.Packages.Tests;

/// <summary>For which system a file is code.</summary>
internal enum Binary
{
    None,
    Linux,
    MacOS,
    Windows,
    Managed,
}

internal static class Binaries
{
    public static Binary Kind(byte[] bytes) => bytes switch
    {
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => Binary.Linux,
        [0xCF, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] => Binary.MacOS,
        [(byte)'M', (byte)'Z', ..] => IsManaged(bytes) ? Binary.Managed : Binary.Windows,
        _ => Binary.None,
    };

    private static bool IsManaged(byte[] bytes)
    {
        using var reader = new PEReader(new MemoryStream(bytes));
        return reader.HasMetadata;
    }
}
