namespace CometRunway.Sandbox;

/// <summary>The shapes of a task in responses of the service.</summary>
public enum TaskShape
{
    /// <summary>Runway's task object, as in the current documentation.</summary>
    Bare,

    /// <summary>The gateway's envelope around its own record of the task, which contains Runway's object.</summary>
    Wrapped,

    /// <summary>The gateway's record of the task without an envelope.</summary>
    Feed,
}
