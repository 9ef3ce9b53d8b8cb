using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox;

/// <summary>How the sandbox behaves. Where the real service is known to differ from one account or month to the next, there is a switch.</summary>
public sealed class SandboxOptions
{
    /// <summary>Port on 127.0.0.1.</summary>
    /// <value>0: any free port.</value>
    public int Port { get; init; }

    /// <summary>The only key that is accepted.</summary>
    /// <value>Null: any bearer that is not empty.</value>
    public string? ApiKey { get; init; }

    /// <summary>Refuse a create without the version header, which the page requires but none of its samples sends.</summary>
    /// <value>False.</value>
    public bool StrictVersionHeader { get; init; }

    /// <summary>In which shape a task is read.</summary>
    /// <value><see cref="TaskShape.Bare"/>.</value>
    public TaskShape Shape { get; init; }

    /// <summary>How long a new id is answered with <c>task_not_exist</c>.</summary>
    /// <value>Zero.</value>
    public TimeSpan InvisibleFor { get; init; }

    /// <summary>HTTP status of <c>task_not_exist</c>: 200, 400 or 404.</summary>
    /// <value>400.</value>
    public int TaskNotExistStatus { get; init; } = 400;

    /// <summary>How fast tasks run: 1 is lifelike, 20 to 40 seconds a task; 10 is ten times as fast; 0 finishes every task at once.</summary>
    /// <value>1.</value>
    public double Speed { get; init; } = 1;

    /// <summary>How long an output link answers before it turns into 403; the next read of the task gives a fresh one.</summary>
    /// <value>24 hours.</value>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Make 1280:768 come out as 1280x720, and 768:1280 as 720x1280.</summary>
    /// <value>False.</value>
    public bool NormalizeRatio { get; init; }

    /// <summary>Fetch pictures at https addresses; otherwise they become a stand-in drawn from the address, and no socket leaves this machine.</summary>
    /// <value>False.</value>
    public bool FetchImages { get; init; }

    /// <summary>Refuse data URIs, on which the page is silent.</summary>
    /// <value>False.</value>
    public bool RefuseDataUris { get; init; }

    /// <summary>Hide the reasons of upstream refusals as the gateway does, instead of passing them on.</summary>
    /// <value>False.</value>
    public bool MaskUpstream { get; init; }

    /// <summary>Offer <c>DELETE</c> on tasks, for which CometAPI documents nothing.</summary>
    /// <value>True.</value>
    public bool DeleteEnabled { get; init; } = true;

    /// <summary>Models on offer; others answer 503 <c>model_not_found</c>.</summary>
    /// <value>All that the sandbox knows.</value>
    /// <remarks>An id the sandbox does not know is judged by the rules of <c>gen4_turbo</c>.</remarks>
    public IReadOnlyList<string> Models { get; init; } = ["gen3a_turbo", "gen4_turbo", "gen4.5", "veo3.1", "veo3.1_fast"];

    /// <summary>The clock that tasks and links live by.</summary>
    /// <value>A <see cref="SandboxClock"/>, which the control route can move forward.</value>
    public TimeProvider TimeProvider { get; init; } = new SandboxClock();

    /// <summary>Where the server's log goes.</summary>
    /// <value>Null: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    internal void Validate()
    {
        if (Port is < 0 or > 65535)
        {
            throw new ArgumentException("The port must be 0 to 65535.");
        }

        if (TaskNotExistStatus is not (200 or 400 or 404))
        {
            throw new ArgumentException("The status of task_not_exist must be 200, 400 or 404.");
        }

        if (!double.IsFinite(Speed) || Speed < 0)
        {
            throw new ArgumentException("The speed must be 0 or a positive number.");
        }

        if (LinkLifetime <= TimeSpan.Zero || InvisibleFor < TimeSpan.Zero)
        {
            throw new ArgumentException("The lifetime of links must be positive, and new ids cannot be invisible for less than no time.");
        }

        if (ApiKey is { } key && string.IsNullOrWhiteSpace(key))
        {
            throw new ArgumentException("The key must not be empty; leave it out to accept any.");
        }
    }
}
