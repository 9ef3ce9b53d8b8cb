namespace CometRunway.Sandbox.Requests;

/// <summary>The limits and the sandbox price of a model.</summary>
/// <param name="Id">Model id.</param>
/// <param name="Ratios">Accepted ratios.</param>
/// <param name="Durations">Accepted durations in seconds.</param>
/// <param name="PromptLimit">Maximum length of the prompt in UTF-16 code units.</param>
internal sealed record ModelDefinition(string Id, IReadOnlyList<string> Ratios, IReadOnlyList<int> Durations, int PromptLimit)
{
    /// <summary>Ratio of a request without one; null if the model requires a ratio.</summary>
    public string? DefaultRatio { get; init; }

    /// <summary>Duration of a request without one; null if the model requires a duration.</summary>
    public int? DefaultDuration { get; init; }

    public bool PromptRequired { get; init; }

    /// <summary>Largest seed; null if the model ignores seeds.</summary>
    public long? MaxSeed { get; init; }

    public int MaxImages { get; init; } = 1;

    public decimal? PerRequest { get; init; }

    public decimal? PerSecond { get; init; }

    public decimal PriceOf(int seconds) => PerRequest ?? (PerSecond ?? 0) * seconds;
}
