using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images;

namespace CometRunway.Requests.Rules;

/// <summary>The state of one evaluation of the rules: the settings, their violations and the corrected settings.</summary>
internal sealed class RuleEvaluation(VideoSettings settings, ImageFacts? image, string apiVersion, ModelCatalog catalog, AvailableModelSet offer)
{
    private readonly List<Violation> _violations = [];

    public VideoSettings Settings { get; } = settings;

    public ImageFacts? Image { get; } = image;

    public VideoSettings Corrected { get; set; } = settings;

    public ModelCatalog Catalog { get; } = catalog;

    public AvailableModelSet Offer { get; } = offer;

    /// <summary>True when the API version supports 16:9 and 9:16.</summary>
    public bool TakesAspectForms { get; } = ApiDefaults.TakesAspectForms(apiVersion);

    /// <summary>The id of the model whose rules apply: the given one, or the one that it was corrected to.</summary>
    public string ModelId { get; set; } = "";

    /// <summary>The catalogue entry of <see cref="ModelId"/>; null for an unknown model.</summary>
    public VideoModel? Model => Catalog.Find(ModelId);

    public IReadOnlyList<Violation> Violations => _violations;

    public void Error(string code, string field, string problem, string? given = null, IReadOnlyList<string>? allowed = null, string? nearest = null, string? source = null) =>
        Add(Severity.Error, code, field, problem, given, allowed, nearest, source);

    public void Warn(string code, string field, string problem, string? given = null, IReadOnlyList<string>? allowed = null, string? nearest = null, string? source = null) =>
        Add(Severity.Warning, code, field, problem, given, allowed, nearest, source);

    private void Add(Severity severity, string code, string field, string problem, string? given, IReadOnlyList<string>? allowed, string? nearest, string? source) =>
        _violations.Add(new Violation
        {
            Severity = severity,
            Code = code,
            Field = field,
            Given = given is null ? null : DisplayText.Text(given),
            Problem = problem,
            Allowed = allowed,
            Nearest = nearest,
            Source = source,
        });
}
