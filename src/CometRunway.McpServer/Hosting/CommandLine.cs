using CometRunway.Options;

namespace CometRunway.McpServer.Hosting;

/// <summary>The flags of the server itself. Read by hand: every chat client pays for the start, and a parser would cost more than the server.</summary>
internal sealed record CommandLine
{
    private static readonly string[] ForTheKey = ["--api-key", "--apikey", "--key", "--cometapi-key"];

    /// <summary><c>--help</c>.</summary>
    public bool Help { get; private init; }

    /// <summary><c>--version</c>.</summary>
    public bool Version { get; private init; }

    /// <summary><c>--sandbox</c>: run against a sandbox instead of the live service.</summary>
    public bool Sandbox { get; private init; }

    /// <summary><c>--sandbox URL</c>: one that runs already; null starts one.</summary>
    public Uri? SandboxAddress { get; private init; }

    /// <summary>The settings that were given, by variable.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with the line; null when nothing is.</summary>
    public string? Problem { get; private init; }

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var parsed = new CommandLine();
        for (var i = 0; i < args.Count && parsed is { Problem: null, Help: false, Version: false }; i++)
        {
            var (flag, value) = Split(args[i]);
            value ??= flag is not ("--help" or "-h" or "-?" or "--version") && i + 1 < args.Count && !args[i + 1].StartsWith('-') ? args[++i] : null;
            parsed = flag switch
            {
                "--help" or "-h" or "-?" => parsed with { Help = true },
                "--version" => parsed with { Version = true },
                "--sandbox" => parsed.WithSandbox(value, "--sandbox"),
                _ => parsed.WithSetting(flag, value),
            };
        }

        return parsed;
    }

    /// <summary>Where a flag was not given, its variable decides.</summary>
    public CommandLine Over(Func<string, string?> environment) =>
        Sandbox || Problem is not null ? this : WithSandbox(environment(ServerSetting.SandboxVariable)?.Trim() is { Length: > 0 } value ? value : "off", ServerSetting.SandboxVariable);

    /// <summary>The variables as they are with the flags before them.</summary>
    public IReadOnlyDictionary<string, string> Reading(IReadOnlyDictionary<string, string> environment)
    {
        if (Settings.Count == 0)
            return environment;
        var all = new Dictionary<string, string>(environment, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (variable, value) in Settings)
            all[variable] = value;
        return all;
    }

    private CommandLine WithSandbox(string? value, string name) => value?.ToLowerInvariant() switch
    {
        null or "on" or "1" or "true" => this with { Sandbox = true },
        "off" or "0" or "false" => this,
        _ when value.StartsWith("${", StringComparison.Ordinal) => this,
        _ when IsLoopback(value, out var address) => this with { Sandbox = true, SandboxAddress = address },
        _ => this with { Problem = $"{name} takes a loopback address such as http://127.0.0.1:8080, not \"{value}\"." },
    };

    private CommandLine WithSetting(string flag, string? value)
    {
        if (ForTheKey.Contains(flag))
            return this with { Problem = "a key is never taken from the command line, which other programs can read: set the variable COMETAPI_KEY." };
        var setting = CometRunwaySettings.All.FirstOrDefault(s => s.Flag == flag);
        return (setting, value) switch
        {
            (null, _) => this with { Problem = $"\"{flag}\" is not an option of comet-runway-mcp; --help lists them." },
            ({ IsSwitch: false }, null or "") => this with { Problem = $"{flag} takes a value; --help says which." },
            _ => this with { Settings = new Dictionary<string, string>(Settings) { [setting.Variable] = value ?? "on" } },
        };
    }

    private static (string Flag, string? Value) Split(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.IndexOf('=') is > 0 and var equals ? (argument[..equals], argument[(equals + 1)..]) : (argument, null);

    private static bool IsLoopback(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address is { IsLoopback: true, Scheme: "http" or "https" };
}
