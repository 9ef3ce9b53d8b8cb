using System.Buffers;

namespace CometRunway.Api.Http;

/// <summary>
/// Reads every body up to a limit, inside the time limit of the attempt, and gives up the connection of a longer one. A read whose body
/// breaks off fails and may be repeated; of a create, the part that came is kept, because the task's id may be in it.
/// </summary>
internal sealed class BodyCapHandler : DelegatingHandler
{
    public const int DefaultLimit = 1 << 20;

    public static readonly HttpRequestOptionsKey<int> Limit = new("CometRunway.BodyLimit");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var limit = request.Options.TryGetValue(Limit, out var own) ? own : DefaultLimit;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            var content = response.Content;
            var capped = await ReadAsync(content, limit, request.Method == HttpMethod.Post, cancellationToken).ConfigureAwait(false);
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
            return new CappedContent(body.ToArray(), BodyEnd.Cut);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer broke off.", exception);
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
