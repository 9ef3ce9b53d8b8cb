namespace CometRunway.Catalog;

/// <summary>What one model takes. Where sources disagree, the facts that decide stand here and the disagreement beside them.</summary>
public sealed record VideoModel
{
    /// <summary>The id as sent, for example <c>gen4_turbo</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The frame sizes it takes, as <c>width:height</c>, the preferred one first.</summary>
    public required IReadOnlyList<string> Ratios { get; init; }

    /// <summary>Those of <see cref="Ratios"/> that Runway's own table lacks: taken by the specification, so a warning and no error.</summary>
    public IReadOnlyList<string> DisputedRatios { get; init; } = [];

    /// <summary>The lengths it takes in seconds, ascending.</summary>
    public required IReadOnlyList<int> Durations { get; init; }

    /// <summary>
    /// The length to use when a request names none, in seconds: the specification's 5, or the nearest that the model takes (of two
    /// equally near, the shorter, which costs less).
    /// </summary>
    public required int DefaultDuration { get; init; }

    /// <summary>The longest prompt in UTF-16 units.</summary>
    public int PromptLimit { get; init; } = ApiDefaults.PromptLimit;

    /// <summary>True when a request without a prompt would be refused.</summary>
    public bool PromptRequired { get; init; }

    /// <summary>True when the specification does without a prompt and Runway asked for one: its absence is a warning.</summary>
    public bool PromptExpected { get; init; }

    /// <summary>True when a request must name its ratio; the gateway's own default would be refused.</summary>
    public bool RatioRequired { get; init; }

    /// <summary>True when a request must name its duration.</summary>
    public bool DurationRequired { get; init; }

    /// <summary>False when Runway's table has no seed for the model.</summary>
    public bool TakesSeed { get; init; } = true;

    /// <summary>The largest seed; the least is 0.</summary>
    public long MaxSeed { get; init; } = ApiDefaults.MaxSeed;

    /// <summary>Set when the vendor has retired the model: what is known, in one sentence.</summary>
    public string? RetiredNote { get; init; }

    /// <summary>Where the facts come from.</summary>
    public required IReadOnlyList<FactSource> Sources { get; init; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
