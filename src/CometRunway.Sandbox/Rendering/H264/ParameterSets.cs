namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>Writes the sequence and picture parameter sets (7.3.2.1, 7.3.2.2, E.1.1) of a Constrained Baseline stream.</summary>
internal static class ParameterSets
{
    public const int ProfileIdc = 66;
    public const int ConstrainedBaselineFlags = 0xC0;
    public const int FrameNumberBits = 4;

    // Picture order counts are relative to the only reference frame at 0 and must stay below half of their range, which limits a clip to 16,384
    // frames.
    public const int PictureOrderBits = 16;

    /// <summary>BT.709 primaries, transfer and matrix. The MP4 file contains the same numbers.</summary>
    public const int Bt709 = 1;

    public static byte[] Sequence(CodedFrame frame, Level level, int framesPerSecond)
    {
        var bits = new BitWriter();
        bits.Bits(ProfileIdc, 8);
        bits.Bits(ConstrainedBaselineFlags, 8);
        bits.Bits(level.Idc, 8);
        bits.Unsigned(0); // seq_parameter_set_id
        bits.Unsigned(FrameNumberBits - 4);
        bits.Unsigned(0); // pic_order_cnt_type
        bits.Unsigned(PictureOrderBits - 4);
        bits.Unsigned(1); // max_num_ref_frames
        bits.Flag(false); // gaps_in_frame_num_value_allowed_flag
        bits.Unsigned((uint)frame.WidthInMacroblocks - 1);
        bits.Unsigned((uint)frame.HeightInMacroblocks - 1);
        bits.Flag(true); // frame_mbs_only_flag
        bits.Flag(true); // direct_8x8_inference_flag
        Cropping(bits, frame);
        VideoUsabilityInformation(bits, framesPerSecond);
        bits.TrailingBits();
        return NalUnit.Build(3, NalUnit.SequenceParameterSet, bits.Written);
    }

    public static byte[] Picture()
    {
        var bits = new BitWriter();
        bits.Unsigned(0); // pic_parameter_set_id
        bits.Unsigned(0); // seq_parameter_set_id
        bits.Flag(false); // entropy_coding_mode_flag: CAVLC
        bits.Flag(false); // bottom_field_pic_order_in_frame_present_flag
        bits.Unsigned(0); // num_slice_groups_minus1
        bits.Unsigned(0); // num_ref_idx_l0_default_active_minus1
        bits.Unsigned(0); // num_ref_idx_l1_default_active_minus1
        bits.Flag(false); // weighted_pred_flag
        bits.Bits(0, 2); // weighted_bipred_idc
        bits.Signed(0); // pic_init_qp_minus26
        bits.Signed(0); // pic_init_qs_minus26
        bits.Signed(0); // chroma_qp_index_offset
        bits.Flag(true); // deblocking_filter_control_present_flag
        bits.Flag(false); // constrained_intra_pred_flag
        bits.Flag(false); // redundant_pic_cnt_present_flag
        bits.TrailingBits();
        return NalUnit.Build(3, NalUnit.PictureParameterSet, bits.Written);
    }

    private static void Cropping(BitWriter bits, CodedFrame frame)
    {
        // Offsets are in chroma samples of two pixels.
        bits.Flag(true);
        bits.Unsigned((uint)frame.CropLeft / 2);
        bits.Unsigned((uint)frame.CropRight / 2);
        bits.Unsigned((uint)frame.CropTop / 2);
        bits.Unsigned((uint)frame.CropBottom / 2);
    }

    private static void VideoUsabilityInformation(BitWriter bits, int framesPerSecond)
    {
        bits.Flag(true); // vui_parameters_present_flag
        bits.Flag(true); // aspect_ratio_info_present_flag
        bits.Bits(1, 8); // square pixels
        bits.Flag(false); // overscan_info_present_flag
        Colour(bits);
        bits.Flag(true); // timing_info_present_flag
        bits.Bits(1, 32); // num_units_in_tick
        bits.Bits((uint)framesPerSecond * 2, 32); // time_scale is in fields
        bits.Flag(true); // fixed_frame_rate_flag
        bits.Flag(false); // nal_hrd_parameters_present_flag
        bits.Flag(false); // vcl_hrd_parameters_present_flag
        bits.Flag(false); // pic_struct_present_flag
        Restrictions(bits);
    }

    private static void Colour(BitWriter bits)
    {
        bits.Flag(true); // video_signal_type_present_flag
        bits.Bits(5, 3); // video_format: unspecified
        bits.Flag(false); // video_full_range_flag
        bits.Flag(true); // colour_description_present_flag
        bits.Bits(Bt709, 8);
        bits.Bits(Bt709, 8);
        bits.Bits(Bt709, 8);
        bits.Flag(true); // chroma_loc_info_present_flag
        bits.Unsigned(1); // chroma is centred in its four pixels
        bits.Unsigned(1);
    }

    /// <summary>Specifies that no frame is reordered. Without this, players delay several frames.</summary>
    private static void Restrictions(BitWriter bits)
    {
        bits.Flag(true); // bitstream_restriction_flag
        bits.Flag(true); // motion_vectors_over_pic_boundaries_flag
        bits.Unsigned(0); // max_bytes_per_pic_denom: no limit
        bits.Unsigned(0); // max_bits_per_mb_denom: no limit
        bits.Unsigned(13); // log2_max_mv_length_horizontal
        bits.Unsigned(11); // log2_max_mv_length_vertical
        bits.Unsigned(0); // max_num_reorder_frames
        bits.Unsigned(1); // max_dec_frame_buffering
    }
}
