using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CometRunway.Images;
using CometRunway.Requests;

namespace CometRunway.Store;

/// <summary>The identity of a request: two requests with the same fingerprint would pay for the same video.</summary>
internal static class RequestFingerprint
{
    /// <summary>The settings of the first version, each with a form of its own. Any other setting is appended by its JSON, and only when it is set.</summary>
    private static readonly string[] Appended = ["prompt", "model", "ratio", "duration", "seed", "watermark", "cropFocus"];

    /// <summary>
    /// SHA-256, lower-case hex, over image (the bytes as given where they are known, else the identity that the image source gave, else the whole link), prompt, model, ratio, duration, seed,
    /// watermark, API version and the focus of a crop. The image's name makes no difference, nor how it was made to fit. White space around the prompt makes no difference.
    /// A seed that was drawn for another take belongs into what is sent, not into what is fingerprinted: otherwise an unknown
    /// outcome would not hold the next take back.
    /// </summary>
    public static string Of(InputImage image, VideoSettings settings, string apiVersion)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(apiVersion);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "1");
        Append(hash, ImageIdentity(image));
        Append(hash, Normalize(settings.Prompt));
        Append(hash, settings.Model?.Trim());
        Append(hash, settings.Ratio?.Trim());
        Append(hash, settings.Duration?.ToString(CultureInfo.InvariantCulture));
        Append(hash, settings.Seed?.ToString(CultureInfo.InvariantCulture));
        Append(hash, settings.Watermark ? "watermark" : null);
        Append(hash, apiVersion);
        // Added later: without one the fingerprint is what it always was.
        if (settings.CropFocus is { } focus)
            Append(hash, "crop " + focus);
        foreach (var (name, value) in SettingsJson.Write(settings).Where(field => !Appended.Contains(field.Key)).OrderBy(field => field.Key, StringComparer.Ordinal))
            Append(hash, $"{name} {value!.ToJsonString()}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string ImageIdentity(InputImage image) => image.Link is { } link
        ? image.Identity is { } identity ? "identity " + identity : "link " + link.AbsoluteUri
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
