namespace CometRunway.TestKit.Settings;

/// <summary>The ways in which options get their values.</summary>
public enum Filling
{
    /// <summary>An app sets properties.</summary>
    Code,

    /// <summary>An app reads a section of its configuration.</summary>
    Section,

    /// <summary>The server reads the environment.</summary>
    Variables,
}
