using System.Text;

namespace CometRunway.Options;

/// <summary>A setting that can be read from the environment, the command line or a configuration section.</summary>
/// <param name="Name">The key in a configuration section, which is also the property of <see cref="CometRunwayOptions"/>.</param>
/// <param name="Help">The help text: purpose, format and default.</param>
/// <param name="Convert">Converts the text and sets the property. Returns an error that never contains the value, or null.</param>
internal sealed record CometRunwaySetting(string Name, string Help, Func<RawCometRunwayOptions, CometRunwayOptions, string?> Convert)
{
    /// <summary>The prefix of this project's environment variables.</summary>
    public const string Prefix = "COMETRUNWAY_";

    /// <summary>The prefix of the environment variables that other CometAPI programs also read.</summary>
    public const string SharedPrefix = "COMETAPI_";

    /// <summary>The environment variable: the prefix and the name (<c>COMETRUNWAY_POLL_INTERVAL</c>), or a variable shared with other programs.</summary>
    public string Variable { get; init; } = Prefix + SplitWords(Name, '_').ToUpperInvariant();

    /// <summary>The command-line option, for example <c>--output-directory</c>; null for the API key, because other programs can read command lines.</summary>
    public string? Flag => Name == nameof(CometRunwayOptions.ApiKey) ? null : "--" + Variable[(Variable.IndexOf('_') + 1)..].ToLowerInvariant().Replace('_', '-');

    /// <summary>True when the command-line option needs no value and then means <c>on</c>.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>True when the value in a configuration section can be an array.</summary>
    public bool IsList { get; init; }

    private static string SplitWords(string name, char separator)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
            words.Append(char.IsAsciiLetterUpper(letter) && words.Length > 0 ? separator.ToString() : "").Append(letter);
        return words.ToString();
    }
}
