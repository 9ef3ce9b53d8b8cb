using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CometRunway.Images;
using CometRunway.Requests;

namespace CometRunway.Store;

/// <summary>The identity of a request: two requests with the same fingerprint would pay for the same video.</summary>
public static class RequestFingerprint
{
    /// <summary>
    /// SHA-256, lower-case hex, over image (its bytes as given where we have them, else its whole link), prompt, model, ratio, duration, seed,
    /// watermark, API version and the focus of a crop. The image's name makes no difference, nor how it was made to fit. White space around the prompt makes no difference.
    /// A seed that was drawn for another take belongs into what is sent, not into what is fingerprinted: otherwise an unknown
    /// outcome would not hold the next take back.
    /// </summary>
    public static string Of(ImageToVideoRequest request, string apiVersion)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(apiVersion);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "1");
        Append(hash, ImageIdentity(request.Image));
        Append(hash, Normalize(request.Prompt));
        Append(hash, request.Model.Trim());
        Append(hash, request.Ratio?.Trim());
        Append(hash, request.Duration?.ToString(CultureInfo.InvariantCulture));
        Append(hash, request.Seed?.ToString(CultureInfo.InvariantCulture));
        Append(hash, request.Watermark ? "watermark" : null);
        Append(hash, apiVersion);
        // Added later: without one the fingerprint is what it always was.
        if (request.CropFocus is { } focus)
            Append(hash, "crop " + focus);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string ImageIdentity(ImageSource image) => image.Link is { } link
        ? "link " + link.AbsoluteUri
        : "bytes " + (image.OriginalSha256 ?? Convert.ToHexStringLower(SHA256.HashData(image.Bytes.Span)));

    private static string? Normalize(string? prompt)
    {
        // No Unicode normal form: a host with invariant globalization has none, and would then not agree with its neighbours.
        var text = prompt?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static void Append(IncrementalHash hash, string? field)
    {
        // Raw UTF-16 units, so that no two different strings (lone surrogates) share an encoding; the length keeps fields apart.
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, field?.Length ?? -1);
        hash.AppendData(length);
        if (field is not null)
            hash.AppendData(MemoryMarshal.AsBytes(field.AsSpan()));
    }
}
