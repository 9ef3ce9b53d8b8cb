using System.CommandLine;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary><c>--sandbox [URL]</c>: a sandbox in place of the live service. Where the option is not given, its variable decides.</summary>
internal static class SandboxOption
{
    public const string Name = "--sandbox";
    public const string Variable = "COMETRUNWAY_SANDBOX";
    public const string ValueName = "URL";
    public const string Help = "on starts a local sandbox of the service that ends with the server (no key, no cost, real MP4s); the address of one that runs uses that. Default off.";

    public static Option<string?> Create(string help) => new(Name) { Arity = ArgumentArity.ZeroOrOne, HelpName = ValueName, Description = help };

    /// <summary>Finds the sandbox to use, and starts one if no address is given.</summary>
    /// <param name="parsed">The command line; null for a command without the option.</param>
    /// <param name="option">The option in it.</param>
    /// <param name="environment">Every variable.</param>
    /// <param name="cancellationToken">Stops waiting for the start.</param>
    /// <exception cref="OptionsValidationException">The value is no address of this machine.</exception>
    /// <exception cref="SandboxStartException">The sandbox did not start.</exception>
    public static async Task<SandboxInUse> OpenAsync(ParseResult? parsed, Option<string?>? option, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var (isUsed, address) = option is not null && parsed?.GetResult(option) is not null
            ? Parse(parsed.GetValue(option) ?? "on", Name)
            : Parse(environment.GetValueOrDefault(Variable), Variable);
        return isUsed && address is null
            ? new SandboxInUse(await SandboxProgram.StartAsync(environment.GetValueOrDefault, cancellationToken))
            : new SandboxInUse(address);
    }

    /// <summary>Whether a sandbox is used, and the address of one that runs already.</summary>
    public static (bool IsUsed, Uri? Address) Parse(string? value, string name) => value?.Trim().ToLowerInvariant() switch
    {
        "on" or "1" or "true" => (true, null),
        null or "" or "off" or "0" or "false" => (false, null),
        // A chat client passes its own placeholder on for a value that the user left empty.
        ['$', '{', ..] => (false, null),
        _ when Uri.TryCreate(value, UriKind.Absolute, out var address) && address is { IsLoopback: true, Scheme: "http" or "https" } => (true, address),
        _ => throw new OptionsValidationException(Microsoft.Extensions.Options.Options.DefaultName, typeof(CometRunwayOptions), [$"{name} takes a loopback address such as http://127.0.0.1:8080, not \"{value}\"."]),
    };
}

/// <summary>The sandbox that a command uses, if any. One that was started for the command ends with it.</summary>
internal sealed class SandboxInUse : IDisposable
{
    private readonly SandboxProcess? _started;

    public SandboxInUse(Uri? address) => Address = address;

    public SandboxInUse(SandboxProcess started)
    {
        _started = started;
        Address = started.Address;
    }

    /// <summary>Null when the service itself is used.</summary>
    public Uri? Address { get; }

    /// <summary>True when it ends with the command.</summary>
    public bool IsStarted => _started is not null;

    /// <inheritdoc/>
    public void Dispose() => _started?.Dispose();
}
