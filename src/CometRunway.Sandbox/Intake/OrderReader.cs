using System.Globalization;
using System.Text.Json;
using CometRunway.Sandbox.Contracts;

namespace CometRunway.Sandbox.Intake;

/// <summary>Reads the fields of one create request by the rules of its model, and gathers everything that is wrong as Runway does.</summary>
internal sealed class OrderReader(JsonElement body, ModelCard card, bool aspectForms)
{
    private static readonly string[] AspectForms = ["16:9", "9:16"];
    private readonly List<UpstreamIssue> _issues = [];

    public IReadOnlyList<UpstreamIssue> Issues => _issues;

    /// <summary>The order, or null when <see cref="Issues"/> says why not.</summary>
    public Order? Read()
    {
        var picture = ReadPicture();
        var prompt = ReadPrompt();
        var ratio = ReadRatio();
        var duration = ReadInteger("duration", card.DefaultDuration, IsOfferedDuration);
        var seed = card.MaxSeed is null ? null : ReadInteger("seed", null, IsSeed, optional: true);
        var watermark = ReadWatermark();
        return _issues.Count > 0 || picture is null || ratio is null || duration is null
            ? null
            : new Order(card, picture, prompt, ratio, (int)duration.Value, seed, watermark);
    }

    private string? ReadPicture()
    {
        if (!TryGet("promptImage", out var image))
        {
            return Complain<string>(Missing("promptImage", "string"));
        }

        return image.ValueKind switch
        {
            JsonValueKind.String => image.GetString(),
            JsonValueKind.Array => ReadPictures(image),
            _ => Complain<string>(WrongType("promptImage", "string", image)),
        };
    }

    private string? ReadPictures(JsonElement pictures)
    {
        var count = pictures.GetArrayLength();
        if (count == 0 || count > card.MaxPictures)
        {
            return Complain<string>(new("too_big", ["promptImage"], $"Expected 1 to {card.MaxPictures} pictures, received {count}"));
        }

        string? first = null;
        foreach (var (index, picture) in pictures.EnumerateArray().Index())
        {
            var position = picture.ValueKind == JsonValueKind.Object && picture.TryGetProperty("position", out var p) ? AsText(p) : null;
            var uri = picture.ValueKind == JsonValueKind.Object && picture.TryGetProperty("uri", out var u) ? AsText(u) : null;
            if (uri is null || !(position == "first" || (position == "last" && card.MaxPictures > 1)))
            {
                return Complain<string>(new("invalid_value", ["promptImage", index.ToString(CultureInfo.InvariantCulture)], "Expected a uri and a position that this model offers"));
            }

            first = position == "first" || first is null ? uri : first;
        }

        return first;
    }

    private string? ReadPrompt()
    {
        if (!TryGet("promptText", out var prompt))
        {
            return card.PromptRequired ? Complain<string>(Missing("promptText", "string")) : null;
        }

        if (prompt.ValueKind != JsonValueKind.String)
        {
            return Complain<string>(WrongType("promptText", "string", prompt));
        }

        var text = prompt.GetString()!;
        if (text.Length > card.PromptLimit)
        {
            return Complain<string>(new("too_big", ["promptText"], $"Too big: expected string to have <={card.PromptLimit} characters"));
        }

        // The page sets no minimum; Runway's table wants at least one character.
        return text.Length == 0 && card.Id != "gen3a_turbo"
            ? Complain<string>(new("too_small", ["promptText"], "Too small: expected string to have >=1 characters"))
            : text;
    }

    private string? ReadRatio()
    {
        if (!TryGet("ratio", out var ratio))
        {
            return card.DefaultRatio ?? Complain<string>(Missing("ratio", "string"));
        }

        var text = AsText(ratio);
        IReadOnlyList<string> offered = aspectForms ? [.. card.Ratios, .. AspectForms] : card.Ratios;
        return text is not null && offered.Contains(text)
            ? text
            : Complain<string>(new("invalid_value", ["ratio"], $"Invalid option: expected one of {string.Join('|', offered.Select(r => $"\"{r}\""))}"));
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

    private long? ReadInteger(string field, int? fallback, Func<long, string?> complaint, bool optional = false)
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
        else if (complaint(value) is { } why)
        {
            _issues.Add(new("invalid_value", [field], why));
        }
        else
        {
            return value;
        }

        return null;
    }

    private string? IsOfferedDuration(long seconds) =>
        seconds is >= 0 and <= int.MaxValue && card.Durations.Contains((int)seconds)
            ? null
            : $"Invalid option: expected one of {string.Join('|', card.Durations)}";

    private string? IsSeed(long seed) =>
        seed < 0 || seed > card.MaxSeed ? $"Expected number to be >=0 and <={card.MaxSeed}" : null;

    private bool TryGet(string field, out JsonElement value) => body.TryGetProperty(field, out value);

    private static string? AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private T? Complain<T>(UpstreamIssue issue)
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
