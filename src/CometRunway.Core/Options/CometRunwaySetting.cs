using System.Text;

namespace CometRunway.Options;

/// <summary>One row of the table of settings.</summary>
/// <param name="Name">The key in a configuration section; also the property of <see cref="CometRunwayOptions"/>.</param>
/// <param name="Help">One line for people: what it does, its form and its default.</param>
/// <param name="Convert">Sets the property from what was written; returns what is wrong with it (which it never repeats), or null.</param>
internal sealed record CometRunwaySetting(string Name, string Help, Func<RawCometRunwayOptions, CometRunwayOptions, string?> Convert)
{
    /// <summary>What the variables of this project begin with.</summary>
    public const string Prefix = "COMETRUNWAY_";

    /// <summary>What the variables that other programs for CometAPI read too begin with.</summary>
    public const string SharedPrefix = "COMETAPI_";

    /// <summary>The environment variable: the prefix and the name (<c>COMETRUNWAY_POLL_INTERVAL</c>), or the one that is shared with other programs.</summary>
    public string Variable { get; init; } = Prefix + Words(Name, '_').ToUpperInvariant();

    /// <summary>Its spelling on a command line, for example <c>--output-directory</c>; null for the key, because other programs can read command lines.</summary>
    public string? Flag => Name == nameof(CometRunwayOptions.ApiKey) ? null : "--" + Variable[(Variable.IndexOf('_') + 1)..].ToLowerInvariant().Replace('_', '-');

    /// <summary>True when the flag may stand alone, and then means <c>on</c>.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>True when a section may hold an array.</summary>
    public bool IsList { get; init; }

    private static string Words(string name, char separator)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
            words.Append(char.IsAsciiLetterUpper(letter) && words.Length > 0 ? separator.ToString() : "").Append(letter);
        return words.ToString();
    }
}
