namespace CometRunway.Videos.Gallery;

/// <summary>
/// Rewrites the gallery page after videos were saved. A page takes longer the more videos it has, so many videos that are saved together share one rewrite,
/// and rewrites take at most a twentieth of the time.
/// </summary>
internal sealed class GalleryUpdates(TimeProvider time)
{
    private const int Share = 20;

    /// <summary>Folders whose cards are kept. An app with more callers than this reads the sidecar files of the others again.</summary>
    private const int MaxFolders = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Folder> _folders = new(StringComparer.Ordinal);

    private sealed class Folder(string directory)
    {
        public GalleryPage Page { get; } = new(directory);

        /// <summary>The rewrite that has not begun yet; null if nobody waits for one.</summary>
        public TaskCompletionSource<string>? Next { get; set; }

        public bool IsRunning { get; set; }

        public long? LastEnd { get; set; }

        public TimeSpan LastDuration { get; set; }
    }

    /// <summary>Waits for a rewrite that begins after this call.</summary>
    /// <returns>The path of the page.</returns>
    public Task<string> UpdateAsync(string directory, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_folders.TryGetValue(directory, out var folder))
                _folders[directory] = folder = new Folder(directory);
            if (_folders.Count > MaxFolders && _folders.FirstOrDefault(other => !other.Value.IsRunning && other.Value != folder).Key is { } idle)
                _folders.Remove(idle);
            folder.Next ??= new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!folder.IsRunning)
            {
                folder.IsRunning = true;
                _ = Task.Run(() => RunAsync(folder), CancellationToken.None);
            }

            return folder.Next.Task.WaitAsync(cancellationToken);
        }
    }

    private async Task RunAsync(Folder folder)
    {
        while (true)
        {
            if (folder.LastEnd is { } end && (folder.LastDuration * Share) - time.GetElapsedTime(end) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, time).ConfigureAwait(false);
            TaskCompletionSource<string> update;
            lock (_lock)
            {
                folder.IsRunning = folder.Next is not null;
                if (folder.Next is null)
                    return;
                update = folder.Next;
                folder.Next = null;
            }

            var begun = time.GetTimestamp();
            try
            {
                update.SetResult(await folder.Page.WriteAsync().ConfigureAwait(false));
            }
            catch (Exception error)
            {
                update.SetException(error);
            }

            folder.LastEnd = time.GetTimestamp();
            folder.LastDuration = time.GetElapsedTime(begun, folder.LastEnd.Value);
        }
    }
}
