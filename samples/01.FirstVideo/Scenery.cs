using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace FirstVideo;

/// <summary>Generates the default image: hills in the evening sun, drawn pixel by pixel and written as a PNG.</summary>
internal static class Scenery
{
    private const int Width = 1280;
    private const int Height = 768;
    private static readonly Vector3 Sun = new(1, 0.95f, 0.8f);
    private static readonly Vector2 SunAt = new(840, 330);
    private static readonly Vector3 Haze = new(0.98f, 0.78f, 0.62f);
    private static readonly Vector3[] Hills = [new(0.91f, 0.69f, 0.6f), new(0.71f, 0.54f, 0.58f), new(0.5f, 0.42f, 0.54f), new(0.29f, 0.31f, 0.45f), new(0.07f, 0.12f, 0.21f)];

    public static void Save(string path)
    {
        using var file = File.Create(path);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Height);
        header[8] = 8;
        header[9] = 2;
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Pixels());
        WriteChunk(file, "IEND"u8, []);
    }

    private static byte[] Pixels()
    {
        var rows = new byte[Height][];
        Parallel.For(0, Height, y => rows[y] = Row(y));
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            foreach (var row in rows)
                zip.Write(row);
        }

        return packed.ToArray();
    }

    /// <summary>Writes one line with PNG filter 1: each pixel is the difference to its left neighbour, which compresses smooth colours well.</summary>
    private static byte[] Row(int y)
    {
        var row = new byte[1 + (Width * 3)];
        row[0] = 1;
        var left = Vector3.Zero;
        for (var x = 0; x < Width; x++)
        {
            var colour = Vector3.Round(Vector3.Clamp(Paint(x, y), Vector3.Zero, Vector3.One) * 255);
            var step = colour - left;
            (row[1 + (x * 3)], row[2 + (x * 3)], row[3 + (x * 3)]) = ((byte)(int)step.X, (byte)(int)step.Y, (byte)(int)step.Z);
            left = colour;
        }

        return row;
    }

    private static Vector3 Paint(float x, float y)
    {
        var colour = Sky(x, y);
        for (var hill = 0; hill < Hills.Length; hill++)
        {
            var under = y - Ridge(hill, x);
            var mist = Math.Clamp(under / 260, 0, 1) * 0.1f * (Hills.Length - 1 - hill);
            var edge = hill == Hills.Length - 1 ? 4 : 1;
            colour = Vector3.Lerp(colour, Vector3.Lerp(Hills[hill], Haze, mist), Math.Clamp((under / edge) + 0.5f, 0, 1));
        }

        return colour;
    }

    private static Vector3 Sky(float x, float y)
    {
        var height = Math.Clamp(y / 460, 0, 1);
        var sky = Vector3.Lerp(new(0.22f, 0.36f, 0.62f), new(1, 0.74f, 0.5f), height * height * (3 - (2 * height)));
        var distance = Vector2.Distance(new(x, y), SunAt);
        sky += new Vector3(0.45f, 0.3f, 0.12f) * MathF.Exp(-distance / 170);
        var cloud = MathF.Sin((x / 210) + (2.2f * MathF.Sin((y / 23) + (x / 330)))) * MathF.Exp(-MathF.Pow((y - 170) / 70, 2));
        sky = Vector3.Lerp(sky, new(1, 0.86f, 0.78f), Math.Clamp(cloud - 0.25f, 0, 1) * 0.55f);
        return Vector3.Lerp(Sun, sky, Math.Clamp(distance - 62, 0, 1));
    }

    /// <summary>Returns the upper edge of a hill. The nearest hill has fir trees.</summary>
    private static float Ridge(int hill, float x)
    {
        var wave = MathF.Sin((x / (330 - (hill * 25))) + (hill * 2.1f)) + (0.45f * MathF.Sin((x / (121 - (hill * 9))) + (hill * 1.3f)));
        var ridge = 400 + (hill * 74) - (wave * (44 - (hill * 3)));
        if (hill < Hills.Length - 1)
            return ridge + (2.5f * MathF.Sin((x / 13) + hill));
        const float Gap = 34;
        var tree = MathF.Floor(x / Gap);
        var luck = MathF.Abs(MathF.Sin(tree * 12.9898f) * 43758.547f % 1);
        var tall = luck > 0.35f ? 34 + (64 * luck) : 0;
        var away = MathF.Abs((x % Gap) - (Gap / 2) + ((luck - 0.5f) * 6));
        return ridge - Math.Max(0, tall - (away * 5.4f));
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        byte[] body = [.. kind, .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
