using System.ComponentModel;
using CometRunway.Diagnostics;
using CometRunway.Mp4;
using CometRunway.Options;
using CometRunway.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Videos.ContactSheets;

/// <summary>Makes contact sheets with the machine's ffmpeg, where there is one. Only reads; nothing is written to disk.</summary>
public sealed class ContactSheetGenerator(IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<ContactSheetGenerator> logger) : IDisposable
{
    /// <summary>How long making a sheet may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private static readonly int[] Qualities = [3, 8, 31];
    private const int AtOnce = 2;

    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);
    private readonly Lazy<string?> _ffmpeg = new(() => ProgramSearch.Find(options.Value.FfmpegPath, ProgramSearch.MachinePath));

    /// <summary>The program's full path; null when there is none.</summary>
    public string? Ffmpeg => _ffmpeg.Value;

    /// <summary>Makes a sheet of a saved video; a missing ffmpeg or a file it cannot read is an answer, not an exception.</summary>
    /// <param name="videoPath">The file.</param>
    /// <param name="facts">What its boxes say.</param>
    /// <param name="frames">1 to <see cref="ContactSheet.MaxFrames"/>.</param>
    /// <param name="cancellationToken">Kills ffmpeg.</param>
    public async Task<ContactSheetResult> MakeAsync(string videoPath, Mp4Facts facts, int frames, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(videoPath);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, ContactSheet.MaxFrames);
        if (Ffmpeg is not { } ffmpeg)
            return ContactSheetResult.None("ffmpeg is not installed");
        if (!File.Exists(videoPath))
            return ContactSheetResult.None("the file is no longer there");
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await OneOfAFewAsync(ffmpeg, Path.GetFullPath(videoPath), facts, frames, both.Token).ConfigureAwait(false);
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
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<ContactSheetResult> OneOfAFewAsync(string ffmpeg, string path, Mp4Facts facts, int frames, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SmallEnoughAsync(ffmpeg, path, facts, frames, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<ContactSheetResult> SmallEnoughAsync(string ffmpeg, string path, Mp4Facts facts, int frames, CancellationToken cancellationToken)
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
            FrameLog.Failed(logger, path, output.ExitCode, new Redactor(options.Value.ApiKey).Clean(output.StandardError));
            return ContactSheetResult.None("ffmpeg could not read the file");
        }

        return ContactSheetResult.None("no sheet of it is small enough");
    }

    private static bool IsWholeJpeg(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xD8, .., 0xFF, 0xD9];
}
