namespace CometRunway.Sandbox.Requests;

/// <summary>The limits and the sandbox price of a model.</summary>
/// <param name="Id">The model id.</param>
/// <param name="Ratios">The accepted ratios.</param>
/// <param name="Durations">The accepted durations in seconds.</param>
/// <param name="PromptLimit">The maximum length of the prompt in UTF-16 code units.</param>
internal sealed record ModelDefinition(string Id, IReadOnlyList<string> Ratios, IReadOnlyList<int> Durations, int PromptLimit)
{
    /// <summary>The ratio of a request without one; null if the model requires a ratio.</summary>
    public string? DefaultRatio { get; init; }

    /// <summary>The duration of a request without one; null if the model requires a duration.</summary>
    public int? DefaultDuration { get; init; }

    public bool PromptRequired { get; init; }

    /// <summary>The largest seed; null if the model ignores seeds.</summary>
    public long? MaxSeed { get; init; }

    public int MaxImages { get; init; } = 1;

    public decimal? PerRequest { get; init; }

    public decimal? PerSecond { get; init; }

    public decimal PriceOf(int seconds) => PerRequest ?? (PerSecond ?? 0) * seconds;
}
