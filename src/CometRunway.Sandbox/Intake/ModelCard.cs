namespace CometRunway.Sandbox.Intake;

/// <summary>What one model takes and what the sandbox pretends it costs.</summary>
/// <param name="Id">Model id.</param>
/// <param name="Ratios">Ratios it accepts.</param>
/// <param name="Durations">Seconds it accepts.</param>
/// <param name="PromptLimit">Longest prompt in UTF-16 units.</param>
internal sealed record ModelCard(string Id, IReadOnlyList<string> Ratios, IReadOnlyList<int> Durations, int PromptLimit)
{
    /// <summary>Ratio of a request that names none; null where the model requires one.</summary>
    public string? DefaultRatio { get; init; }

    /// <summary>Seconds of a request that names none; null where the model requires them.</summary>
    public int? DefaultDuration { get; init; }

    public bool PromptRequired { get; init; }

    /// <summary>Largest seed; null where the model has none and ignores the field.</summary>
    public long? MaxSeed { get; init; }

    public int MaxPictures { get; init; } = 1;

    public decimal? PerRequest { get; init; }

    public decimal? PerSecond { get; init; }

    public decimal PriceOf(int seconds) => PerRequest ?? (PerSecond ?? 0) * seconds;
}
