namespace CometRunway.Store;

/// <summary>What a person found out about a task of unknown outcome.</summary>
public abstract record UnknownResolution
{
    private UnknownResolution()
    {
    }

    /// <summary>It was not charged: nothing was created.</summary>
    public sealed record NotCharged : UnknownResolution;

    /// <summary>It was taken, under this id.</summary>
    /// <param name="TaskId">The service's id.</param>
    public sealed record TaskIs(string TaskId) : UnknownResolution;
}
