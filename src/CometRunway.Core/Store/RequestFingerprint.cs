using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CometRunway.Images;
using CometRunway.Requests;

namespace CometRunway.Store;

/// <summary>Computes the fingerprint of a request. Two requests with the same fingerprint would pay for the same video.</summary>
internal static class RequestFingerprint
{
    /// <summary>The settings with a specific form in the hash. Every other setting that is set is appended as JSON.</summary>
    private static readonly string[] Appended = ["prompt", "model", "ratio", "duration", "seed", "watermark", "cropFocus"];

    /// <summary>
    /// Returns the SHA-256, in lower-case hexadecimal, of the image, the settings and the API version. The image is represented by the SHA-256 of its
    /// original bytes, or for a link by the identity from the image source, otherwise by the link. The name of the image, its conversion, and white
    /// space around the prompt have no effect. Pass the settings without a seed that was generated for another take: with it, a task with an unknown
    /// outcome would not block the next take.
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
        // Added in a later version. Without a value the fingerprint is unchanged.
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
        // The text is not Unicode-normalised, because normalisation is not available on hosts with invariant globalization, and their fingerprints
        // would differ.
        var text = prompt?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static void Append(IncrementalHash hash, string? field)
    {
        // UTF-16 code units, because lone surrogates have no distinct UTF-8 encoding. The length separates the fields.
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, field?.Length ?? -1);
        hash.AppendData(length);
        if (field is not null)
            hash.AppendData(MemoryMarshal.AsBytes(field.AsSpan()));
    }
}
