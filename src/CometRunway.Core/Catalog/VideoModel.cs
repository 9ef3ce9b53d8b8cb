namespace CometRunway.Catalog;

/// <summary>The parameters that a model supports. Where sources disagree, the values follow the source that takes precedence, and separate properties describe the disagreement.</summary>
public sealed record VideoModel
{
    /// <summary>The model id, for example <c>gen4_turbo</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The supported frame sizes as <c>width:height</c>, the preferred one first.</summary>
    public required IReadOnlyList<string> Ratios { get; init; }

    /// <summary>The <see cref="Ratios"/> that Runway's API reference does not list. CometAPI documents them, so they cause a warning and not an error.</summary>
    public IReadOnlyList<string> DisputedRatios { get; init; } = [];

    /// <summary>The supported durations in seconds, ascending.</summary>
    public required IReadOnlyList<int> Durations { get; init; }

    /// <summary>
    /// The duration in seconds when a request gives none: CometAPI's default of 5, or the nearest supported value (the shorter of two
    /// equally near values, because it costs less).
    /// </summary>
    public required int DefaultDuration { get; init; }

    /// <summary>The maximum length of the prompt in UTF-16 code units.</summary>
    public int PromptLimit { get; init; } = ApiDefaults.PromptLimit;

    /// <summary>True when the service rejects a request without a prompt.</summary>
    public bool PromptRequired { get; init; }

    /// <summary>True when CometAPI documents the prompt as optional and Runway as required: a missing prompt is a warning.</summary>
    public bool PromptExpected { get; init; }

    /// <summary>True when a request must give a ratio, because the gateway's default is not valid for the model.</summary>
    public bool RatioRequired { get; init; }

    /// <summary>True when a request must give a duration.</summary>
    public bool DurationRequired { get; init; }

    /// <summary>False when Runway's API reference lists no seed for the model.</summary>
    public bool TakesSeed { get; init; } = true;

    /// <summary>The maximum seed; the minimum is 0.</summary>
    public long MaxSeed { get; init; } = ApiDefaults.MaxSeed;

    /// <summary>A sentence about the retirement of the model; null when the vendor has not retired it.</summary>
    public string? RetiredNote { get; init; }

    /// <summary>The sources of the facts.</summary>
    internal IReadOnlyList<FactSource> Sources { get; init; } = [];

    /// <summary>Returns the model id.</summary>
    public override string ToString() => Id;
}
