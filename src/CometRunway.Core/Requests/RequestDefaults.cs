using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>
/// Chooses values that a request does not specify. Given values are kept, except for the spelling of a known model id. Each choice is reported in a
/// note.
/// </summary>
internal static class RequestDefaults
{
    private const long RandomSeed = -1;

    /// <summary>Chooses the model, the ratio and the duration.</summary>
    /// <param name="settings">The settings of the request.</param>
    /// <param name="image">The facts of the image that is sent; null if they are unknown, as for a link that was not probed.</param>
    /// <param name="configuredModel">The configured default model; null if there is none.</param>
    /// <param name="availableModels">The ids in the gateway's public list; null if it could not be read.</param>
    /// <param name="catalog">The known models.</param>
    public static ResolvedSettings Resolve(VideoSettings settings, ImageFacts? image, string? configuredModel, IReadOnlyCollection<string>? availableModels, ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(catalog);
        var notes = new List<string>();
        var id = ChooseModel(settings.Model, configuredModel, new AvailableModelSet(availableModels, catalog), catalog, notes);
        var model = catalog.Find(id);
        var ratio = string.IsNullOrWhiteSpace(settings.Ratio) ? ChooseRatio(image, model, notes) : settings.Ratio;
        var duration = settings.Duration ?? ChooseDuration(model, notes);
        return new ResolvedSettings(settings.ToSettings() with { Model = id, Ratio = ratio, Duration = duration, Seed = ChooseSeed(settings.Seed, notes) }, notes);
    }

    /// <summary>Other programs write -1 for a random seed. The service has no such value.</summary>
    private static long? ChooseSeed(long? given, List<string> notes)
    {
        if (given != RandomSeed)
            return given;
        notes.Add("seed random: -1 was given");
        return null;
    }

    private static string ChooseModel(string? given, string? configured, AvailableModelSet offer, ModelCatalog catalog, List<string> notes)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            var id = catalog.Find(given)?.Id ?? given;
            if (id != given)
                notes.Add($"model {id}: the catalogue's spelling of \"{DisplayText.Text(given)}\"");
            return id;
        }

        if (!string.IsNullOrWhiteSpace(configured))
        {
            var id = catalog.Find(configured)?.Id ?? configured.Trim();
            notes.Add($"model {DisplayText.Text(id)}: the configured model");
            return id;
        }

        var (chosen, reason) = Preferred(offer, catalog);
        notes.Add($"model {chosen}: {reason}");
        return chosen;
    }

    private static (string Id, string Reason) Preferred(AvailableModelSet offer, ModelCatalog catalog)
    {
        var defaultId = catalog.Find(ApiDefaults.Model)?.Id ?? catalog.Models[0].Id;
        if (!offer.IsKnown)
            return (defaultId, "the specification's default; whether it is on offer could not be checked");
        return offer.Has(defaultId)
            ? (defaultId, "the specification's default, on offer")
            : (offer.Of(catalog)[0], $"the first known model on offer; the specification's default {defaultId} is not");
    }

    private static string ChooseRatio(ImageFacts? image, VideoModel? model, List<string> notes)
    {
        var allowed = model?.Ratios ?? ApiDefaults.Ratios;
        var nearest = image is not null ? VideoRatio.Nearest(allowed, image.Width, image.Height) : null;
        notes.Add(nearest is not null
            ? $"ratio {nearest}: nearest to the picture ({image!.Width}x{image.Height})"
            : $"ratio {allowed[0]}: {(model is null ? "the specification's" : "the model's")} first; the picture's size is not known");
        return nearest ?? allowed[0];
    }

    private static int ChooseDuration(VideoModel? model, List<string> notes)
    {
        var seconds = model?.DefaultDuration ?? ApiDefaults.Duration;
        notes.Add(seconds == ApiDefaults.Duration
            ? $"duration {seconds} s: the specification's default"
            : $"duration {seconds} s: what the model takes nearest to the specification's {ApiDefaults.Duration} s");
        return seconds;
    }
}

/// <summary>Settings with model, ratio and duration.</summary>
/// <param name="Settings">The settings. Given values are unchanged, except for the spelling of a known model id.</param>
/// <param name="Notes">One line for each value that was chosen, with the reason, for example <c>ratio 720:1280: nearest to the image (1080x1920)</c>.</param>
internal sealed record ResolvedSettings(VideoSettings Settings, IReadOnlyList<string> Notes);
