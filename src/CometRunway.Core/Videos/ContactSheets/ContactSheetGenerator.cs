using System.ComponentModel;
using CometRunway.Diagnostics;
using CometRunway.Mp4;
using CometRunway.Options;
using CometRunway.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Videos.ContactSheets;

/// <summary>Creates contact sheets with an installed ffmpeg. A video that is not a local file is copied to a temporary file first.</summary>
internal sealed class ContactSheetGenerator(IVideoStore videos, KnownKeys keys, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<ContactSheetGenerator> logger) : IDisposable
{
    /// <summary>The timeout for one contact sheet.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private static readonly int[] Qualities = [3, 8, 31];
    private const int MaxConcurrency = 2;

    private readonly SemaphoreSlim _semaphore = new(MaxConcurrency, MaxConcurrency);
    private readonly Lazy<string?> _ffmpeg = new(() => ProgramSearch.Find(options.Value.FfmpegPath, ProgramSearch.MachinePath));

    /// <summary>The full path of ffmpeg; null if it is not found.</summary>
    public string? Ffmpeg => _ffmpeg.Value;

    /// <summary>
    /// Creates a contact sheet of a saved video. If ffmpeg is missing or fails, or the file cannot be read, the result contains the reason.
    /// </summary>
    /// <param name="location">The location in the video store: <c>SavedFile.Path</c>.</param>
    /// <param name="facts">The metadata of the video.</param>
    /// <param name="frames">The number of frames, from 1 to <see cref="ContactSheet.MaxFrames"/>.</param>
    /// <param name="cancellationToken">Cancels the call and terminates ffmpeg.</param>
    public async Task<ContactSheetResult> GenerateAsync(string location, Mp4Facts facts, int frames, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, ContactSheet.MaxFrames);
        if (Ffmpeg is not { } ffmpeg)
            return ContactSheetResult.None("ffmpeg is not installed");
        using var timeout = new CancellationTokenSource(TimeLimit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await GenerateLimitedAsync(ffmpeg, location, facts, frames, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ContactSheetResult.None("ffmpeg took too long");
        }
        catch (Win32Exception error)
        {
            FrameLog.NotStarted(logger, error.Message);
            return ContactSheetResult.None("ffmpeg cannot be started");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return ContactSheetResult.None("the file is no longer there");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            FrameLog.NotRead(logger, error, location);
            return ContactSheetResult.None("the file cannot be read");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _semaphore.Dispose();

    private async Task<ContactSheetResult> GenerateLimitedAsync(string ffmpeg, string location, Mp4Facts facts, int frames, CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var file = await LocalCopy.OfAsync(videos, location, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
                return await RunFfmpegAsync(ffmpeg, file.Path, facts, frames, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _semaphore.Release();
        }
    }

    private async Task<ContactSheetResult> RunFfmpegAsync(string ffmpeg, string path, Mp4Facts facts, int frames, CancellationToken cancellationToken)
    {
        var picks = FramePicks.Of(facts, frames);
        var grid = FrameGrid.For(facts.Width, facts.Height, picks.Count);
        foreach (var quality in Qualities)
        {
            using var child = ChildProcess.Start(ffmpeg, SheetCommand.Arguments(path, picks, grid, quality));
            var output = await child.ReadAsync(ContactSheet.MaxBytes, cancellationToken).ConfigureAwait(false);
            if (output.Bytes is not { } jpeg)
                continue;
            if (output.ExitCode == 0 && IsWholeJpeg(jpeg))
                return new(new ContactSheet(jpeg, picks.Count), null);
            FrameLog.Failed(logger, path, output.ExitCode, keys.Redactor.Clean(output.StandardError));
            return ContactSheetResult.None("ffmpeg could not read the file");
        }

        return ContactSheetResult.None("no sheet of it is small enough");
    }

    private static bool IsWholeJpeg(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xD8, .., 0xFF, 0xD9];
}

/// <summary>The log messages about contact sheets.</summary>
internal static partial class FrameLog
{
    [LoggerMessage(EventId = 70, Level = LogLevel.Warning, Message = "ffmpeg could not create a contact sheet of {Path} (exit code {ExitCode}): {StandardError}")]
    public static partial void Failed(ILogger logger, string path, int exitCode, string? standardError);

    [LoggerMessage(EventId = 71, Level = LogLevel.Warning, Message = "ffmpeg could not be started: {Reason}")]
    public static partial void NotStarted(ILogger logger, string reason);

    [LoggerMessage(EventId = 74, Level = LogLevel.Warning, Message = "{Location} could not be read to create a contact sheet")]
    public static partial void NotRead(ILogger logger, Exception error, string location);
}
