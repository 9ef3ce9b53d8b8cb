using System.Buffers;

namespace CometRunway.Api.Http;

/// <summary>
/// Reads each response body up to a size limit, within the timeout of the attempt, and closes the connection when the body is longer. A read
/// with a truncated body fails and can be retried. For a create the received part is kept and decompressed, because it may contain the task id.
/// </summary>
internal sealed class BodyCapHandler : DelegatingHandler
{
    public const int DefaultLimit = 1 << 20;

    /// <summary>Larger, because a service may send the image back before the id.</summary>
    public const int CreateLimit = 32 << 20;

    public static readonly HttpRequestOptionsKey<int> Limit = new("CometRunway.BodyLimit");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isCreate = request.Method == HttpMethod.Post;
        var limit = request.Options.TryGetValue(Limit, out var custom) ? custom : isCreate ? CreateLimit : DefaultLimit;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            var content = response.Content;
            var capped = await ReadAsync(content, limit, isCreate, cancellationToken).ConfigureAwait(false);
            if (isCreate)
                capped = CreateDecompression.Decompress(capped, content.Headers.ContentEncoding, limit);
            if (content.Headers.NonValidated.TryGetValues("Content-Type", out var type))
                capped.Headers.TryAddWithoutValidation("Content-Type", type.ToString());
            response.Content = capped;
            content.Dispose();
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<CappedContent> ReadAsync(HttpContent content, int limit, bool keepPart, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var complete = await CopyAsync(stream, body, limit, cancellationToken).ConfigureAwait(false);
            return new CappedContent(body.ToArray(), complete ? BodyEnd.Complete : BodyEnd.TooLong);
        }
        catch (Exception exception) when (keepPart && exception is (HttpRequestException or IOException or OperationCanceledException or InvalidDataException))
        {
            return new CappedContent(body.ToArray(), BodyEnd.Truncated);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response was truncated.", exception);
        }
    }

    private static async Task<bool> CopyAsync(Stream from, MemoryStream to, int limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                to.Write(buffer, 0, (int)Math.Min(count, limit - to.Length));
                if (to.Length >= limit)
                    return false;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
