using System.Globalization;
using System.Text.Json;
using CometRunway.Sandbox.Contracts;

namespace CometRunway.Sandbox.Requests;

/// <summary>Reads and validates the fields of a create request with the rules of its model. Like Runway, it reports all invalid fields.</summary>
internal sealed class CreateRequestReader(JsonElement body, ModelDefinition model, bool allowAspectRatios)
{
    private static readonly string[] AspectRatios = ["16:9", "9:16"];
    private readonly List<UpstreamIssue> _issues = [];

    public IReadOnlyList<UpstreamIssue> Issues => _issues;

    /// <summary>Returns the request, or null if there are <see cref="Issues"/>.</summary>
    public CreateRequest? Read()
    {
        var image = ReadImage();
        var prompt = ReadPrompt();
        var ratio = ReadRatio();
        var duration = ReadInteger("duration", model.DefaultDuration, ValidateDuration);
        var seed = model.MaxSeed is null ? null : ReadInteger("seed", null, ValidateSeed, optional: true);
        var watermark = ReadWatermark();
        return _issues.Count > 0 || image is null || ratio is null || duration is null
            ? null
            : new CreateRequest(model, image, prompt, ratio, (int)duration.Value, seed, watermark);
    }

    private string? ReadImage()
    {
        if (!TryGet("promptImage", out var image))
        {
            return AddIssue<string>(Missing("promptImage", "string"));
        }

        return image.ValueKind switch
        {
            JsonValueKind.String => image.GetString(),
            JsonValueKind.Array => ReadImages(image),
            _ => AddIssue<string>(WrongType("promptImage", "string", image)),
        };
    }

    private string? ReadImages(JsonElement images)
    {
        var count = images.GetArrayLength();
        if (count == 0 || count > model.MaxImages)
        {
            return AddIssue<string>(new("too_big", ["promptImage"], $"Expected 1 to {model.MaxImages} pictures, received {count}"));
        }

        string? first = null;
        foreach (var (index, image) in images.EnumerateArray().Index())
        {
            var position = image.ValueKind == JsonValueKind.Object && image.TryGetProperty("position", out var p) ? AsText(p) : null;
            var uri = image.ValueKind == JsonValueKind.Object && image.TryGetProperty("uri", out var u) ? AsText(u) : null;
            if (uri is null || !(position == "first" || (position == "last" && model.MaxImages > 1)))
            {
                return AddIssue<string>(new("invalid_value", ["promptImage", index.ToString(CultureInfo.InvariantCulture)], "Expected a uri and a position that this model offers"));
            }

            first = position == "first" || first is null ? uri : first;
        }

        return first;
    }

    private string? ReadPrompt()
    {
        if (!TryGet("promptText", out var prompt))
        {
            return model.PromptRequired ? AddIssue<string>(Missing("promptText", "string")) : null;
        }

        if (prompt.ValueKind != JsonValueKind.String)
        {
            return AddIssue<string>(WrongType("promptText", "string", prompt));
        }

        var text = prompt.GetString()!;
        if (text.Length > model.PromptLimit)
        {
            return AddIssue<string>(new("too_big", ["promptText"], $"Too big: expected string to have <={model.PromptLimit} characters"));
        }

        // The documentation of gen3a_turbo specifies no minimum length. Runway's table requires at least one character.
        return text.Length == 0 && model.Id != "gen3a_turbo"
            ? AddIssue<string>(new("too_small", ["promptText"], "Too small: expected string to have >=1 characters"))
            : text;
    }

    private string? ReadRatio()
    {
        if (!TryGet("ratio", out var ratio))
        {
            return model.DefaultRatio ?? AddIssue<string>(Missing("ratio", "string"));
        }

        var text = AsText(ratio);
        IReadOnlyList<string> accepted = allowAspectRatios ? [.. model.Ratios, .. AspectRatios] : model.Ratios;
        return text is not null && accepted.Contains(text)
            ? text
            : AddIssue<string>(new("invalid_value", ["ratio"], $"Invalid option: expected one of {string.Join('|', accepted.Select(r => $"\"{r}\""))}"));
    }

    private bool? ReadWatermark()
    {
        if (!TryGet("watermark", out var watermark))
        {
            return null;
        }

        if (watermark.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return watermark.GetBoolean();
        }

        _issues.Add(WrongType("watermark", "boolean", watermark));
        return null;
    }

    private long? ReadInteger(string field, int? fallback, Func<long, string?> validate, bool optional = false)
    {
        if (!TryGet(field, out var number))
        {
            if (fallback is null && !optional)
            {
                _issues.Add(Missing(field, "number"));
            }

            return fallback;
        }

        if (number.ValueKind != JsonValueKind.Number)
        {
            _issues.Add(WrongType(field, "number", number));
        }
        else if (!number.TryGetInt64(out var value))
        {
            _issues.Add(new("invalid_type", [field], "Invalid input: expected int, received number", "int"));
        }
        else if (validate(value) is { } why)
        {
            _issues.Add(new("invalid_value", [field], why));
        }
        else
        {
            return value;
        }

        return null;
    }

    private string? ValidateDuration(long seconds) =>
        seconds is >= 0 and <= int.MaxValue && model.Durations.Contains((int)seconds)
            ? null
            : $"Invalid option: expected one of {string.Join('|', model.Durations)}";

    private string? ValidateSeed(long seed) =>
        seed < 0 || seed > model.MaxSeed ? $"Expected number to be >=0 and <={model.MaxSeed}" : null;

    private bool TryGet(string field, out JsonElement value) => body.TryGetProperty(field, out value);

    private static string? AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private T? AddIssue<T>(UpstreamIssue issue)
        where T : class
    {
        _issues.Add(issue);
        return null;
    }

    private static UpstreamIssue Missing(string field, string expected) =>
        new("invalid_type", [field], $"Invalid input: expected {expected}, received undefined", expected);

    private static UpstreamIssue WrongType(string field, string expected, JsonElement value) =>
        new("invalid_type", [field], $"Invalid input: expected {expected}, received {NameOf(value)}", expected);

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
