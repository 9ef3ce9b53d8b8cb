namespace CometRunway.Options;

/// <summary>One row of the table of settings.</summary>
public sealed class CometRunwaySetting
{
    private readonly Func<CometRunwayOptions, string, string?> _apply;

    internal CometRunwaySetting(string name, string variable, string help, Func<CometRunwayOptions, string, string?> apply, bool isSwitch = false)
    {
        IsSwitch = isSwitch;
        Name = name;
        Variable = variable;
        Help = help;
        _apply = apply;
    }

    /// <summary>The key in a configuration section; also the property of <see cref="CometRunwayOptions"/>.</summary>
    public string Name { get; }

    /// <summary>The environment variable.</summary>
    public string Variable { get; }

    /// <summary>Its spelling on a command line, for example <c>--output-dir</c>; null for the key, because other programs can read command lines.</summary>
    public string? Flag => Name == nameof(CometRunwayOptions.ApiKey) ? null : "--" + Variable[(Variable.IndexOf('_') + 1)..].ToLowerInvariant().Replace('_', '-');

    /// <summary>True when the flag may stand alone, and then means <c>on</c>.</summary>
    public bool IsSwitch { get; }

    /// <summary>One line for people: what it does, its form and its default.</summary>
    public string Help { get; }

    /// <summary>Sets the property from text; returns what is wrong with the text (which it never repeats), or null.</summary>
    internal string? Apply(CometRunwayOptions options, string text) => _apply(options, text);
}
