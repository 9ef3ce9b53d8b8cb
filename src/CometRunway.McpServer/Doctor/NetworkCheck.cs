using CometRunway.Options;

namespace CometRunway.McpServer.Doctor;

/// <summary>Reports the proxy and the extra certificates that the runtime uses.</summary>
internal static class NetworkCheck
{
    private static readonly string[] CertificateVariables = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

    public static IEnumerable<DiagnosticResult> Check(CometRunwayOptions options, Func<string, string?> environment)
    {
        if (options.IsLoopback)
            yield return DiagnosticResult.Ok("network", "This machine's own address is never reached by a proxy.");
        else if (Proxy(options.BaseAddress) is { } proxy)
            yield return DiagnosticResult.Ok("network", $"The service is reached by the proxy {proxy.GetLeftPart(UriPartial.Authority).Replace(proxy.UserInfo + "@", "", StringComparison.Ordinal)}; NO_PROXY or the system's settings can exempt it.");
        else
            yield return DiagnosticResult.Ok("network", "The service is reached directly; HTTPS_PROXY or the system's settings would name a proxy.");
        if (OperatingSystem.IsLinux())
        {
            foreach (var variable in CertificateVariables)
            {
                if (environment(variable) is { Length: > 0 } path)
                    yield return Certificates(variable, path);
            }
        }

        if (environment("NODE_EXTRA_CA_CERTS") is { Length: > 0 })
            yield return DiagnosticResult.Note("certificates", "NODE_EXTRA_CA_CERTS is set, but this program does not read it.", "Put a company's own authority into the system's certificate store, or on Linux into the file that SSL_CERT_FILE names.");
    }

    private static DiagnosticResult Certificates(string variable, string path) =>
        path.Split(Path.PathSeparator).All(part => File.Exists(part) || Directory.Exists(part))
            ? DiagnosticResult.Ok("certificates", $"{variable} adds certificates from {path}.")
            : DiagnosticResult.Problem("certificates", $"{variable} names {path}, which does not exist: no certificate may be trusted.", $"Correct or remove {variable}.");

    private static Uri? Proxy(Uri address)
    {
        var proxy = HttpClient.DefaultProxy;
        return proxy.IsBypassed(address) ? null : proxy.GetProxy(address);
    }
}
