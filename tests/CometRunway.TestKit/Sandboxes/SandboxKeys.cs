namespace CometRunway.TestKit.Sandboxes;

/// <summary>The API keys that a sandbox accepts.</summary>
public enum SandboxKeys
{
    /// <summary>Only <see cref="SandboxLab.Key"/>. Another key receives 401.</summary>
    One,

    /// <summary>Any key, each with an account of its own. The tasks of another key are not found.</summary>
    Any,

    /// <summary>Any key, all of one account. Each key reads the tasks of the others.</summary>
    AnyOfOneAccount,
}
