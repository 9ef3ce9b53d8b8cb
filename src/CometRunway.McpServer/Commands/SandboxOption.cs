using System.CommandLine;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary><c>--sandbox [URL]</c>: uses a sandbox instead of the live service. Without the option, its variable decides.</summary>
internal static class SandboxOption
{
    public const string Name = "--sandbox";
    public const string Variable = "COMETRUNWAY_SANDBOX";
    public const string ValueName = "URL";
    public const string Help = "on starts a local sandbox of the service, which stops with the server (no key, no cost, real MP4s). A URL uses a sandbox that is already running. Default: off.";

    public static Option<string?> Create(string help) => new(Name) { Arity = ArgumentArity.ZeroOrOne, HelpName = ValueName, Description = help };

    /// <summary>Finds the sandbox to use, and starts one if no address is given.</summary>
    /// <param name="parsed">The command line; null for a command without the option.</param>
    /// <param name="option">The option in it.</param>
    /// <param name="environment">All environment variables.</param>
    /// <param name="cancellationToken">Stops waiting for the start.</param>
    /// <exception cref="OptionsValidationException">The value is not an address of this machine.</exception>
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

    /// <summary>Returns whether to use a sandbox, and the address of a running one.</summary>
    public static (bool IsUsed, Uri? Address) Parse(string? value, string name) => value?.Trim().ToLowerInvariant() switch
    {
        "on" or "1" or "true" => (true, null),
        null or "" or "off" or "0" or "false" => (false, null),
        // Some chat clients pass an unexpanded placeholder if the user left the value empty.
        ['$', '{', ..] => (false, null),
        _ when Uri.TryCreate(value, UriKind.Absolute, out var address) && address is { IsLoopback: true, Scheme: "http" or "https" } => (true, address),
        _ => throw new OptionsValidationException(Microsoft.Extensions.Options.Options.DefaultName, typeof(CometRunwayOptions), [$"{name} must be a loopback address such as http://127.0.0.1:8080, not \"{value}\"."]),
    };
}

/// <summary>The sandbox that a command uses, if any. A sandbox that was started for the command stops with it.</summary>
internal sealed class SandboxInUse : IDisposable
{
    private readonly SandboxProcess? _started;

    public SandboxInUse(Uri? address) => Address = address;

    public SandboxInUse(SandboxProcess started)
    {
        _started = started;
        Address = started.Address;
    }

    /// <summary>The address, or null if the live service is used.</summary>
    public Uri? Address { get; }

    /// <summary>Whether the sandbox was started for this command.</summary>
    public bool IsStarted => _started is not null;

    /// <summary>Whether a sender may still have a request at it. The sandbox then ends by itself, after its requests.</summary>
    public bool MayBeInUse { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _started?.End(mayKill: !MayBeInUse);
}
