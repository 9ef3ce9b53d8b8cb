using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Hosting;

/// <summary>Limits the requests of the client that are being answered, by number and by size, so that many at once do not use up the memory.</summary>
internal sealed class RequestsInFlight
{
    /// <summary>The maximum number of requests.</summary>
    public const int MaxCount = 2_000;

    /// <summary>The maximum size of all requests, in bytes: a dozen images of the maximum size.</summary>
    public const long MaxBytes = 12L * Images.ImageLoader.MaxDataUriCharacters;

    private readonly Lock _lock = new();
    private readonly Dictionary<RequestId, Request> _requests = [];
    private int _count;
    private long _bytes;

    /// <summary>Adds a request. The first one is always accepted, whatever its size.</summary>
    /// <returns>False if there are too many.</returns>
    public bool TryAdd(RequestId id, int bytes)
    {
        lock (_lock)
        {
            if (_count > 0 && (_count >= MaxCount || _bytes + bytes > MaxBytes))
                return false;
            // A client that uses an id twice at the same time is counted twice.
            var same = _requests.GetValueOrDefault(id);
            _requests[id] = new Request(same.Count + 1, same.Bytes + bytes);
            _count++;
            _bytes += bytes;
            return true;
        }
    }

    /// <summary>Removes the requests with this id: they were answered or cancelled.</summary>
    public void Remove(RequestId id)
    {
        lock (_lock)
        {
            if (!_requests.Remove(id, out var request))
                return;
            _count -= request.Count;
            _bytes -= request.Bytes;
        }
    }

    private readonly record struct Request(int Count, long Bytes);
}
