namespace CometRunway.Options;

/// <summary>What is shown to the person at this machine when a video was saved.</summary>
public enum OpenTarget
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>The folder of the video.</summary>
    Folder,

    /// <summary>The video, in the program the system plays videos with.</summary>
    Player,

    /// <summary>The page that plays all videos, in the browser.</summary>
    Gallery,
}
