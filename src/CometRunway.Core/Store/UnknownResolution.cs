namespace CometRunway.Store;

/// <summary>What a person found out about a task with an unknown outcome.</summary>
public abstract record UnknownResolution
{
    private UnknownResolution()
    {
    }

    /// <summary>It was not charged: nothing was created.</summary>
    public sealed record NotCharged : UnknownResolution;

    /// <summary>The service accepted it, with this id.</summary>
    /// <param name="TaskId">The service's id.</param>
    public sealed record TaskIs(string TaskId) : UnknownResolution;
}
