using System.Net;
using System.Security.Cryptography;

namespace CometRunway.Sandbox.Images;

/// <summary>Resolves the URI of an image: decodes data URIs, and downloads URLs or replaces them by a placeholder.</summary>
internal sealed class ImageResolver(ImageFetcher fetcher, ImageValidator validator, bool refuseDataUris, bool fetch)
{
    private const int MaxUrlLength = 2048;

    /// <exception cref="InvalidImageException">The service would reject the image.</exception>
    public async Task<InputImage> ResolveAsync(string uri, CancellationToken cancellationToken)
    {
        if (DataUri.Is(uri))
        {
            return ResolveDataUri(uri);
        }

        var address = ParseAddress(uri);
        if (!address.IsLoopback && !fetch)
        {
            return new InputImage(uri, uri, Bytes: null, Sha256: null);
        }

        var (mediaType, bytes) = await fetcher.FetchAsync(address, cancellationToken).ConfigureAwait(false);
        validator.Validate(mediaType, bytes);
        return new InputImage(uri, uri, bytes, Hash(bytes));
    }

    private InputImage ResolveDataUri(string uri)
    {
        if (refuseDataUris)
        {
            throw new InvalidImageException("Only HTTPS URLs are allowed");
        }

        var (mediaType, bytes) = DataUri.Read(uri);
        validator.Validate(mediaType, bytes);
        var hash = Hash(bytes);
        return new InputImage($"data:{mediaType};sha256={hash}", $"data:{mediaType}", bytes, hash);
    }

    /// <summary>Requires https and a domain name, as Runway does. Loopback addresses are allowed for local images.</summary>
    private static Uri ParseAddress(string uri)
    {
        if (uri.Length > MaxUrlLength || !Uri.TryCreate(uri, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidImageException("Invalid URL");
        }

        if (address.IsLoopback)
        {
            return address;
        }

        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidImageException("Only HTTPS URLs are allowed");
        }

        return IPAddress.TryParse(address.DnsSafeHost, out _) ? throw new InvalidImageException("URLs must be hosted on a domain") : address;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
