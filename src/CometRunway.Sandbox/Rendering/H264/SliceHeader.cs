namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>Writes slice headers (7.3.3) of the reference frame and of the frames predicted from it.</summary>
internal static class SliceHeader
{
    private const uint AllPredicted = 5;
    private const uint AllIntra = 7;

    public static void Intra(BitWriter bits)
    {
        Start(bits, AllIntra, frameNumber: 0);
        bits.Unsigned(0); // idr_pic_id
        bits.Bits(0, ParameterSets.PictureOrderBits);
        bits.Flag(false); // no_output_of_prior_pics_flag
        bits.Flag(false); // long_term_reference_flag
        End(bits);
    }

    /// <param name="bits">The writer.</param>
    /// <param name="frame">The number of the frame in display order; the intra frame is 0.</param>
    public static void Predicted(BitWriter bits, int frame)
    {
        // frame_num stays 1, because non-reference frames do not advance it (7.4.3).
        Start(bits, AllPredicted, frameNumber: 1);
        bits.Bits((uint)frame * 2, ParameterSets.PictureOrderBits);
        bits.Flag(false); // num_ref_idx_active_override_flag
        bits.Flag(false); // ref_pic_list_modification_flag_l0
        End(bits);
    }

    private static void Start(BitWriter bits, uint sliceType, uint frameNumber)
    {
        bits.Unsigned(0); // first_mb_in_slice
        bits.Unsigned(sliceType);
        bits.Unsigned(0); // pic_parameter_set_id
        bits.Bits(frameNumber, ParameterSets.FrameNumberBits);
    }

    private static void End(BitWriter bits)
    {
        bits.Signed(0); // slice_qp_delta
        bits.Unsigned(1); // disable_deblocking_filter_idc: off
    }
}
