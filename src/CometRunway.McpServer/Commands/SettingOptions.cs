using System.CommandLine;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;

namespace CometRunway.McpServer.Commands;

/// <summary>The options of the server, one for each setting. An option takes precedence over its variable.</summary>
internal sealed class SettingOptions
{
    private readonly Dictionary<string, Option<string?>> _byVariable = new(StringComparer.Ordinal);

    public SettingOptions(Command command)
    {
        foreach (var setting in CometRunwaySettings.All.Where(static setting => setting.Flag is not null))
        {
            var option = new Option<string?>(setting.Flag!)
            {
                Arity = setting.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
                HelpName = setting.IsSwitch ? "on|off" : "VALUE",
                Description = $"{setting.Help} [{setting.Variable}]",
            };
            _byVariable.Add(setting.Variable, option);
            command.Add(option);
        }

        foreach (var name in (string[])["--api-key", "--apikey", "--key", "--cometapi-key"])
            command.Add(RefusedKey(name));
    }

    /// <summary>Variables of this program that are not settings of the library.</summary>
    public static IReadOnlyList<string> ServerVariables { get; } = [SandboxOption.Variable, SandboxProgram.Variable];

    /// <summary>Returns all variables. A given option replaces its variable.</summary>
    public IReadOnlyDictionary<string, string> Over(ParseResult parsed, IReadOnlyDictionary<string, string> environment)
    {
        var all = new Dictionary<string, string>(environment, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (variable, option) in _byVariable)
        {
            if (parsed.GetResult(option) is not null)
                all[variable] = parsed.GetValue(option) ?? "on";
        }

        return all;
    }

    /// <summary>The variable of the first option that was given; null if there is none.</summary>
    public string? FirstIn(ParseResult parsed) => _byVariable.FirstOrDefault(pair => parsed.GetResult(pair.Value) is not null).Key;

    private static Option<string?> RefusedKey(string name)
    {
        var option = new Option<string?>(name) { Hidden = true, Arity = ArgumentArity.ZeroOrOne };
        option.Validators.Add(static result => result.AddError("the key cannot be set on the command line, which other programs can read. Set the variable COMETAPI_KEY."));
        return option;
    }
}
