namespace CometRunway.Images.Headers;

/// <summary>The images in a TIFF file. Photos of cameras in RAW formats are TIFF files whose first image is a small preview.</summary>
/// <param name="Count">The number of pages.</param>
/// <param name="IsPreviewFirst">True when another image is larger than the first page.</param>
/// <param name="IsRaw">True for the unprocessed data of a camera sensor.</param>
internal readonly record struct TiffPages(int Count, bool IsPreviewFirst, bool IsRaw)
{
    private const int WidthTag = 0x0100;
    private const int HeightTag = 0x0101;
    private const int PhotometricTag = 0x0106;
    private const int ChildrenTag = 0x014A;
    private const int DngVersionTag = 0xC612;
    private const int SensorColours = 32803;
    private const int LinearRaw = 34892;
    private const int ShortType = 3;
    private const int MaxEntries = 512;
    private const int MaxImages = 64;

    /// <summary>Reads the directories; null when the bytes are not a TIFF file.</summary>
    public static TiffPages? Read(ReadOnlySpan<byte> tiff)
    {
        var isBigEndian = tiff.StartsWith("MM\0*"u8);
        if (!isBigEndian && !tiff.StartsWith("II*\0"u8))
            return null;
        var isRaw = Bytes.Match(tiff, 8, "CR\u0002"u8);
        var pages = 0;
        var (first, largest) = (0L, 0L);
        var pending = new Queue<(long At, bool IsPage)>();
        pending.Enqueue((Bytes.UInt32(tiff, 4, isBigEndian) ?? 0, true));
        for (var seen = 0; seen < MaxImages && pending.TryDequeue(out var next); seen++)
        {
            if (next.At < 8 || Bytes.UInt16(tiff, next.At, isBigEndian) is not { } count)
                continue;
            var directory = new Directory(tiff, next.At, Math.Min(count, MaxEntries), isBigEndian);
            var area = directory.Number(WidthTag) * directory.Number(HeightTag);
            isRaw |= directory.Number(PhotometricTag) is SensorColours or LinearRaw || directory.Find(DngVersionTag) >= 0;
            largest = Math.Max(largest, area);
            if (next.IsPage)
            {
                first = pages++ == 0 ? area : first;
                pending.Enqueue((Bytes.UInt32(tiff, next.At + 2 + count * 12L, isBigEndian) ?? 0, true));
            }

            directory.AddChildren(pending);
        }

        return new TiffPages(Math.Max(1, pages), first < largest, isRaw);
    }

    private readonly ref struct Directory(ReadOnlySpan<byte> tiff, long at, int count, bool isBigEndian)
    {
        private readonly ReadOnlySpan<byte> _tiff = tiff;

        /// <summary>Returns the position of the entry with a tag; -1 when there is none.</summary>
        public long Find(int tag)
        {
            for (var i = 0; i < count; i++)
            {
                var entry = at + 2 + i * 12L;
                if (Bytes.UInt16(_tiff, entry, isBigEndian) == tag)
                    return entry;
            }

            return -1;
        }

        /// <summary>Returns the first value of a tag; 0 when it is missing.</summary>
        public long Number(int tag)
        {
            if (Find(tag) is not (>= 0 and var entry))
                return 0;
            return Bytes.UInt16(_tiff, entry + 2, isBigEndian) == ShortType
                ? Bytes.UInt16(_tiff, entry + 8, isBigEndian) ?? 0
                : Bytes.Side(Bytes.UInt32(_tiff, entry + 8, isBigEndian));
        }

        public void AddChildren(Queue<(long At, bool IsPage)> pending)
        {
            if (Find(ChildrenTag) is not (>= 0 and var entry))
                return;
            var number = Math.Min(Bytes.UInt32(_tiff, entry + 4, isBigEndian) ?? 0, MaxImages);
            var list = number == 1 ? entry + 8 : Bytes.UInt32(_tiff, entry + 8, isBigEndian) ?? 0;
            for (var i = 0; i < number; i++)
                pending.Enqueue((Bytes.UInt32(_tiff, list + i * 4L, isBigEndian) ?? 0, false));
        }
    }
}
