namespace CometRunway.TestKit.Settings;

/// <summary>The ways to set options.</summary>
public enum Filling
{
    /// <summary>In code.</summary>
    Code,

    /// <summary>From a configuration section.</summary>
    Section,

    /// <summary>From environment variables.</summary>
    Variables,
}
