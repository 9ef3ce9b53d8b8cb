using System.Buffers;
using CometRunway.Mp4;

namespace CometRunway.Videos.Downloads;

/// <summary>The decoded content of a response with a video or a part of it. The beginning is checked before anything is returned.</summary>
internal sealed class VideoContent : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    /// <summary>So many bytes are read first, so that a web page is detected before it is written to disk.</summary>
    private const int CheckedBytes = 512;

    private readonly Stream _content;
    private readonly string _host;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private ReadOnlyMemory<byte> _checked;

    private VideoContent(Stream content, bool isCompressed, string host) => (_content, IsCompressed, _host) = (content, isCompressed, host);

    /// <summary>True if the content arrives compressed.</summary>
    public bool IsCompressed { get; }

    /// <param name="response">The response.</param>
    /// <param name="isBeginning">True if the content is the beginning of a file. Otherwise it continues one that is not compressed.</param>
    /// <param name="link">The link, for messages.</param>
    /// <param name="inactivity">Ends reads, and is restarted when bytes arrive.</param>
    /// <exception cref="DownloadException">The content is not an MP4 file.</exception>
    public static async Task<VideoContent> OpenAsync(HttpResponseMessage response, bool isBeginning, Uri link, InactivityTimeout inactivity)
    {
        var body = await response.Content.ReadAsStreamAsync(inactivity.Token).ConfigureAwait(false);
        if (!isBeginning)
            return new(body, isCompressed: false, link.IdnHost);
        var first = new byte[CheckedBytes];
        first = first[..await body.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, inactivity.Token).ConfigureAwait(false)];
        var whole = new ReplayedStream(first, body);
        var coding = ContentCoding.NameOf(response);
        var decoded = ContentCoding.Decode(coding, first, whole);
        var content = new VideoContent(decoded ?? whole, decoded is not null, link.IdnHost);
        try
        {
            content._checked = await content.FillAsync(CheckedBytes, inactivity).ConfigureAwait(false);
            Check(content._checked.Span[..Math.Min(content._checked.Length, CheckedBytes)], coding, link);
            return content;
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static void Check(ReadOnlySpan<byte> beginning, string coding, Uri link)
    {
        if (ContentCoding.IsUnknown(coding) && !Mp4Reader.MayBegin(beginning))
            throw new DownloadException(DownloadFailure.NotAVideo, $"{link.IdnHost} sent the file in an encoding that was not requested and is not supported.", retryLater: true);
        VideoCheck.ThrowIfNotMp4(beginning, link);
    }

    /// <summary>Returns the next bytes, which are valid until the next call; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(InactivityTimeout inactivity)
    {
        if (_checked.IsEmpty)
            return await FillAsync(1, inactivity).ConfigureAwait(false);
        var bytes = _checked;
        _checked = default;
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        await _content.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<ReadOnlyMemory<byte>> FillAsync(int atLeast, InactivityTimeout inactivity)
    {
        try
        {
            var count = await _content.ReadAtLeastAsync(_buffer, atLeast, throwOnEndOfStream: false, inactivity.Token).ConfigureAwait(false);
            inactivity.Restart();
            return _buffer.AsMemory(0, count);
        }
        catch (Exception failure) when (IsCompressed && failure is InvalidDataException or InvalidOperationException)
        {
            throw new DownloadException(DownloadFailure.Broken, $"The download from {_host} did not complete: its compression is damaged.", retryLater: true, failure);
        }
    }
}
