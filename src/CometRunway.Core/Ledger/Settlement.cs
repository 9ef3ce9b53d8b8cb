namespace CometRunway.Ledger;

/// <summary>What a person found out about a task of unknown outcome.</summary>
public abstract record Settlement
{
    private Settlement()
    {
    }

    /// <summary>It was not charged: nothing was created.</summary>
    public sealed record NotCharged : Settlement;

    /// <summary>It was taken, under this id.</summary>
    /// <param name="TaskId">The service's id.</param>
    public sealed record TaskIs(string TaskId) : Settlement;
}
