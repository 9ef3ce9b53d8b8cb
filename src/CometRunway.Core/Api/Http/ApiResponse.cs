using System.Net.Http.Headers;
using System.Text.Json;
using CometRunway.Api.Wire;

namespace CometRunway.Api.Http;

/// <summary>An HTTP response whose body has been read.</summary>
internal sealed record ApiResponse
{
    public required int Status { get; init; }

    public string? MediaType { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public BodyEnd End { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The <c>Location</c> header as it was sent; it is never followed.</summary>
    public string? Location { get; init; }

    /// <summary>The first JSON object of the body, whatever its content type; null when the body is HTML, invalid or empty.</summary>
    public JsonElement? Json { get; private init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsEmpty => Body.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    public bool IsHtml =>
        Json is null
        && (MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true
            || Body.Span.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var first && Body.Span[first] == (byte)'<');

    public static async Task<ApiResponse> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var capped = response.Content as CappedContent;
        var body = capped?.Bytes ?? await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        return new ApiResponse
        {
            Status = (int)response.StatusCode,
            MediaType = mediaType,
            Body = body,
            End = capped?.End ?? BodyEnd.Complete,
            RequestId = response.Headers.NonValidated.TryGetValues("X-Oneapi-Request-Id", out var id) ? id.ToString() : null,
            Location = response.Headers.NonValidated.TryGetValues("Location", out var location) ? location.ToString() : null,
            RetryAfter = RetryAfterOf(response.Headers.RetryAfter, time),
            // Gateways and proxies also send JSON as text/html, text/plain or without a type.
            Json = LenientJson.FirstObject(body.Span, out _),
        };
    }

    /// <summary>Returns the delay that a server requests, from seconds or a date; never negative.</summary>
    public static TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is { } value ? value < TimeSpan.Zero ? TimeSpan.Zero : value : null;
    }
}
