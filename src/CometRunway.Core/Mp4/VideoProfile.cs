using System.Globalization;

namespace CometRunway.Mp4;

/// <summary>Reads the profile and level from the codec configuration box of a sample entry.</summary>
internal static class VideoProfile
{
    public static string? Read(BoxFile file, Box entry, int skip)
    {
        foreach (var box in file.Children(entry, skip))
        {
            var profile = box.Type switch
            {
                "avcC" when box.Size >= 4 => Avc(file.U8(box, 1), file.U8(box, 2), file.U8(box, 3)),
                "hvcC" when box.Size >= 13 => Hevc(file.U8(box, 1), file.U8(box, 12)),
                "av1C" when box.Size >= 2 => Av1(file.U8(box, 1)),
                "vpcC" when box.Size >= 6 => $"Profile {file.U8(box, 4)} {Level(file.U8(box, 5), 10)}",
                _ => null,
            };
            if (profile is not null)
                return profile;
        }

        return null;
    }

    private static string Avc(int profile, int constraints, int level)
    {
        var name = profile switch
        {
            66 => (constraints & 0x40) != 0 ? "Constrained Baseline" : "Baseline",
            77 => "Main",
            88 => "Extended",
            100 => "High",
            110 => "High 10",
            122 => "High 4:2:2",
            244 => "High 4:4:4 Predictive",
            _ => $"Profile {profile}",
        };
        var oneB = level == 9 || (level == 11 && (constraints & 0x10) != 0 && profile is 66 or 77 or 88);
        return $"{name} {(oneB ? "1b" : Level(level, 10))}";
    }

    private static string Hevc(int spaceTierProfile, int level)
    {
        var name = (spaceTierProfile & 0x1F) switch
        {
            1 => "Main",
            2 => "Main 10",
            3 => "Main Still Picture",
            4 => "Range Extensions",
            var other => $"Profile {other}",
        };
        var tier = (spaceTierProfile & 0x20) != 0 ? ", High tier" : "";
        return $"{name} {Level(level, 30)}{tier}";
    }

    private static string Av1(int profileLevel)
    {
        var name = (profileLevel >> 5) switch
        {
            0 => "Main",
            1 => "High",
            2 => "Professional",
            var other => $"Profile {other}",
        };
        var level = profileLevel & 0x1F;
        return $"{name} {2 + (level >> 2)}.{level & 3}";
    }

    private static string Level(int value, double unit) => (value / unit).ToString("0.0", CultureInfo.InvariantCulture);
}
