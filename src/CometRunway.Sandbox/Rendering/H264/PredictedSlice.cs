namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>Writes a frame that is the intra frame moved by one vector: a P slice that is not used for reference.</summary>
internal static class PredictedSlice
{
    private const uint Predicted16x16 = 0;
    private const uint NoResidual = 0;

    public static byte[] Write(CodedFrame frame, int number, MotionVector vector)
    {
        var bits = new BitWriter();
        SliceHeader.Predicted(bits, number);
        FirstRow(bits, frame.WidthInMacroblocks, vector);
        OtherRows(bits, frame.WidthInMacroblocks, frame.HeightInMacroblocks);
        bits.TrailingBits();
        return NalUnit.Build(0, NalUnit.Slice, bits.Written);
    }

    /// <summary>
    /// Writes the first row. The first macroblock contains the vector, because it has no neighbour to predict it from. The other macroblocks predict
    /// the vector from their left neighbour, but cannot be skipped: a skipped macroblock without one above it has a zero vector (8.4.1.1).
    /// </summary>
    private static void FirstRow(BitWriter bits, int columns, MotionVector vector)
    {
        Macroblock(bits, skippedBefore: 0, vector);
        for (var column = 1; column < columns; column++)
            Macroblock(bits, skippedBefore: 0, default);
    }

    /// <summary>
    /// Writes the other rows. The first macroblock of each row has no left neighbour and cannot be skipped for the same reason. All others are
    /// skipped.
    /// </summary>
    private static void OtherRows(BitWriter bits, int columns, int rows)
    {
        var skipped = 0;
        for (var row = 1; row < rows; row++)
        {
            Macroblock(bits, skipped, default);
            skipped = columns - 1;
        }

        if (skipped > 0)
            bits.Unsigned((uint)skipped);
    }

    private static void Macroblock(BitWriter bits, int skippedBefore, MotionVector difference)
    {
        bits.Unsigned((uint)skippedBefore);
        bits.Unsigned(Predicted16x16);
        bits.Signed(difference.X);
        bits.Signed(difference.Y);
        bits.Unsigned(NoResidual);
    }
}

/// <summary>The position from which a block is predicted, relative to its own position, in quarter pixels.</summary>
internal readonly record struct MotionVector(int X, int Y);
