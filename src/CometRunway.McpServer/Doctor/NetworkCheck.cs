using CometRunway.Options;

namespace CometRunway.McpServer.Doctor;

/// <summary>Reports the proxy and the additional certificates that the runtime uses.</summary>
internal static class NetworkCheck
{
    private static readonly string[] CertificateVariables = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

    public static IEnumerable<DiagnosticResult> Check(CometRunwayOptions options, Func<string, string?> environment)
    {
        if (options.IsLoopback)
            yield return DiagnosticResult.Ok("network", "The service address is a loopback address, so no proxy is used.");
        else if (Proxy(options.BaseAddress) is { } proxy)
            yield return DiagnosticResult.Ok("network", $"The service is reached through the proxy {proxy.GetLeftPart(UriPartial.Authority).Replace(proxy.UserInfo + "@", "", StringComparison.Ordinal)}. To bypass it, set NO_PROXY or change the system's proxy settings.");
        else
            yield return DiagnosticResult.Ok("network", "The service is reached without a proxy. To use one, set HTTPS_PROXY or the system's proxy settings.");
        if (OperatingSystem.IsLinux())
        {
            foreach (var variable in CertificateVariables)
            {
                if (environment(variable) is { Length: > 0 } path)
                    yield return Certificates(variable, path);
            }
        }

        if (environment("NODE_EXTRA_CA_CERTS") is { Length: > 0 })
            yield return DiagnosticResult.Note("certificates", "NODE_EXTRA_CA_CERTS is set, but this program does not read it.", "Add your company's certificate authority to the system's certificate store, or on Linux to the file in SSL_CERT_FILE.");
    }

    private static DiagnosticResult Certificates(string variable, string path) =>
        path.Split(Path.PathSeparator).All(part => File.Exists(part) || Directory.Exists(part))
            ? DiagnosticResult.Ok("certificates", $"{variable} adds certificates from {path}.")
            : DiagnosticResult.Problem("certificates", $"{variable} is set to {path}, which does not exist. TLS connections may fail.", $"Correct or remove {variable}.");

    private static Uri? Proxy(Uri address)
    {
        var proxy = HttpClient.DefaultProxy;
        return proxy.IsBypassed(address) ? null : proxy.GetProxy(address);
    }
}
