namespace CometRunway.Options;

/// <summary>What is opened on this machine after a video is saved.</summary>
public enum OpenTarget
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>The folder that contains the video.</summary>
    Folder,

    /// <summary>The video, in the system's default player.</summary>
    Player,

    /// <summary>The gallery page with all videos, in the browser.</summary>
    Gallery,
}
