namespace CometRunway.Images.Metadata;

/// <summary>What a rebuilt image does not contain any more.</summary>
[Flags]
internal enum LeftOut
{
    /// <summary>Nothing.</summary>
    Nothing = 0,

    /// <summary>EXIF, XMP, IPTC, comments, texts, previews, and every part whose purpose is unknown.</summary>
    Metadata = 1,

    /// <summary>Data behind the end of the image, such as a second image or the video of a motion photo.</summary>
    DataAfterEnd = 2,
}
