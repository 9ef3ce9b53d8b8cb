using CometRunway.Errors;

namespace CometRunway.Api.Http;

/// <summary>Sends nothing, on a machine without OpenSSL.</summary>
internal sealed class WithoutOpenSslHandler : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromException<HttpResponseMessage>(OpenSsl.Error);
}
