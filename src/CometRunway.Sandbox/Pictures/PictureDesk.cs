using System.Net;
using System.Security.Cryptography;

namespace CometRunway.Sandbox.Pictures;

/// <summary>Turns the address of a picture into the picture, or into the name of a stand-in.</summary>
internal sealed class PictureDesk(PictureFetcher fetcher, PictureInspector inspector, bool refuseDataUris, bool fetch)
{
    private const int MaxUrlLength = 2048;

    /// <exception cref="PictureRefusedException">The service would not take it.</exception>
    public async Task<Picture> TakeAsync(string uri, CancellationToken cancellationToken)
    {
        if (DataUri.Is(uri))
        {
            return TakeData(uri);
        }

        var address = Judge(uri);
        if (!address.IsLoopback && !fetch)
        {
            return new Picture(uri, uri, Bytes: null, Sha256: null);
        }

        var (mediaType, bytes) = await fetcher.FetchAsync(address, cancellationToken).ConfigureAwait(false);
        inspector.Inspect(mediaType, bytes);
        return new Picture(uri, uri, bytes, Hash(bytes));
    }

    private Picture TakeData(string uri)
    {
        if (refuseDataUris)
        {
            throw new PictureRefusedException("Only HTTPS URLs are allowed");
        }

        var (mediaType, bytes) = DataUri.Read(uri);
        inspector.Inspect(mediaType, bytes);
        var hash = Hash(bytes);
        return new Picture($"data:{mediaType};sha256={hash}", $"data:{mediaType}", bytes, hash);
    }

    /// <summary>Only https and a domain, as upstream demands; this machine itself is let through, so that local pictures can be served.</summary>
    private static Uri Judge(string uri)
    {
        if (uri.Length > MaxUrlLength || !Uri.TryCreate(uri, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new PictureRefusedException("Invalid URL");
        }

        if (address.IsLoopback)
        {
            return address;
        }

        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw new PictureRefusedException("Only HTTPS URLs are allowed");
        }

        return IPAddress.TryParse(address.DnsSafeHost, out _) ? throw new PictureRefusedException("URLs must be hosted on a domain") : address;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
