using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox;

/// <summary>The options of the sandbox. They cover behaviour that is known to vary between accounts or over time at the live service.</summary>
public sealed class SandboxOptions
{
    /// <summary>The port on 127.0.0.1.</summary>
    /// <value>0, which selects a free port.</value>
    public int Port { get; init; }

    /// <summary>The only accepted API key.</summary>
    /// <value>Null, which accepts any non-empty key.</value>
    public string? ApiKey { get; init; }

    /// <summary>
    /// True if all accepted API keys belong to one account, so that each can read the tasks of the others. Whether the keys of one account can do that at
    /// the live service is unknown.
    /// </summary>
    /// <value>False: each key has an account of its own, and the tasks of other accounts are not found.</value>
    public bool OneAccount { get; init; }

    /// <summary>
    /// True to reject a create request without the version header. The documentation requires the header, but its samples do not send it.
    /// </summary>
    /// <value>False.</value>
    public bool StrictVersionHeader { get; init; }

    /// <summary>The shape of tasks in responses.</summary>
    /// <value><see cref="TaskShape.Bare"/>.</value>
    public TaskShape Shape { get; init; }

    /// <summary>The period in which reads of a new task return <c>task_not_exist</c>.</summary>
    /// <value>Zero.</value>
    public TimeSpan InvisibleFor { get; init; }

    /// <summary>The HTTP status of <c>task_not_exist</c>: 200, 400 or 404.</summary>
    /// <value>400.</value>
    public int TaskNotExistStatus { get; init; } = 400;

    /// <summary>The speed of tasks: 1 is realistic (20 to 40 seconds per task), 10 is ten times as fast, 0 finishes tasks immediately.</summary>
    /// <value>1.</value>
    public double Speed { get; init; } = 1;

    /// <summary>The validity of an output link. An expired link returns 403, and the next read of the task returns a new link.</summary>
    /// <value>24 hours.</value>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>True to render 1280:768 as 1280x720, and 768:1280 as 720x1280.</summary>
    /// <value>False.</value>
    public bool NormalizeRatio { get; init; }

    /// <summary>
    /// True to download images from https URLs. Otherwise a placeholder image is drawn from the URL, and the sandbox opens no connections beyond this
    /// machine.
    /// </summary>
    /// <value>False.</value>
    public bool FetchImages { get; init; }

    /// <summary>True to reject data URIs, which the documentation does not mention.</summary>
    /// <value>False.</value>
    public bool RefuseDataUris { get; init; }

    /// <summary>True to mask the reasons of upstream errors that contain an address, as the gateway does. Otherwise they are forwarded.</summary>
    /// <value>False.</value>
    public bool MaskUpstream { get; init; }

    /// <summary>True to support <c>DELETE</c> on tasks. CometAPI does not document it.</summary>
    /// <value>True.</value>
    public bool DeleteEnabled { get; init; } = true;

    /// <summary>The available models. Requests with other models return 503 <c>model_not_found</c>.</summary>
    /// <value>All predefined models.</value>
    /// <remarks>An unknown id has the rules of <c>gen4_turbo</c>.</remarks>
    public IReadOnlyList<string> Models { get; init; } = ["gen3a_turbo", "gen4_turbo", "gen4.5", "veo3.1", "veo3.1_fast"];

    /// <summary>The clock for tasks and links.</summary>
    /// <value>A <see cref="SandboxClock"/>, which a control route can advance.</value>
    public TimeProvider TimeProvider { get; init; } = new SandboxClock();

    /// <summary>The logger factory of the server.</summary>
    /// <value>Null, which disables logging.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    internal void Validate()
    {
        if (Port is < 0 or > 65535)
        {
            throw new ArgumentException("Port must be 0 to 65535.");
        }

        if (TaskNotExistStatus is not (200 or 400 or 404))
        {
            throw new ArgumentException("TaskNotExistStatus must be 200, 400 or 404.");
        }

        if (!double.IsFinite(Speed) || Speed < 0)
        {
            throw new ArgumentException("Speed must be 0 or a positive number.");
        }

        if (LinkLifetime <= TimeSpan.Zero || InvisibleFor < TimeSpan.Zero)
        {
            throw new ArgumentException("LinkLifetime must be positive, and InvisibleFor must not be negative.");
        }

        if (ApiKey is { } key && string.IsNullOrWhiteSpace(key))
        {
            throw new ArgumentException("ApiKey must not be empty; null accepts any key.");
        }
    }
}
