using System.Runtime.InteropServices;

namespace CometRunway.Errors;

/// <summary>
/// Detects on Linux that the machine has no OpenSSL. The runtime loads it for TLS and for every hash, and ends the process without an exception
/// if it is not there, so this is checked before the first call does anything.
/// </summary>
internal sealed class OpenSsl
{
    /// <summary>The names that the runtime tries.</summary>
    private static readonly string[] Names = ["libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so.10"];

    private readonly Lazy<bool> _isMissing;

    /// <summary>Checks this machine, once and when asked for the first time.</summary>
    public OpenSsl()
        : this(OperatingSystem.IsLinux(), static name => NativeLibrary.TryLoad(name, out _))
    {
    }

    /// <param name="isLinux">False if the runtime uses the libraries of the system.</param>
    /// <param name="canLoad">Loads a library by its file name.</param>
    internal OpenSsl(bool isLinux, Func<string, bool> canLoad) => _isMissing = new(() => isLinux && !Names.Any(canLoad));

    /// <summary>What to do if it is missing.</summary>
    public const string Advice = "Install the package libssl3 (Debian, Ubuntu, Alpine) or openssl-libs (Fedora, Red Hat), or the package openssl of another distribution, and restart this program.";

    /// <summary>True if the runtime cannot load OpenSSL.</summary>
    public bool IsMissing => _isMissing.Value;

    /// <summary>The error for every call.</summary>
    public static NotConfiguredException Error => new($"OpenSSL (libssl) is missing on this machine, so nothing can be encrypted or sent. {Advice}", new DllNotFoundException("libssl"));
}
