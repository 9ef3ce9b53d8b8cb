namespace CometRunway.Sandbox;

/// <summary>The shapes in which the service has been seen to answer a read of a task.</summary>
public enum TaskShape
{
    /// <summary>Runway's own task object, as the documentation shows it today.</summary>
    Bare,

    /// <summary>The gateway's envelope around its own record of the task, with Runway's object inside.</summary>
    Wrapped,

    /// <summary>The gateway's record of the task without an envelope.</summary>
    Feed,
}
