using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Checks that a block is an ICC colour profile and nothing else.</summary>
internal static class ColourProfile
{
    /// <summary>The maximum size of a profile in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int HeaderLength = 128;
    private const int MaxTags = 128;

    /// <summary>Returns true when the block has the signature of a profile, is as long as it says, and its tags lie in it.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> profile)
    {
        if (profile.Length > MaxBytes || Bytes.UInt32(profile, 0) != profile.Length || !Bytes.Match(profile, 36, "acsp"u8)
            || Bytes.UInt32(profile, HeaderLength) is not (<= MaxTags and var tags))
            return false;
        for (var i = 0; i < tags; i++)
        {
            var entry = HeaderLength + 4 + i * 12L;
            if (Bytes.UInt32(profile, entry + 4) is not { } offset || Bytes.UInt32(profile, entry + 8) is not { } length || (long)offset + length > profile.Length)
                return false;
        }

        return true;
    }
}
