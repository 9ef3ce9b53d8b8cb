using CometRunway.Store;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos;

/// <summary>
/// Stores finished videos. The default store is a local folder with a gallery page. An app that stores videos elsewhere, for example in an object
/// store, registers its own implementation with <c>services.AddSingleton&lt;IVideoStore, …&gt;()</c>.
/// </summary>
/// <remarks>
/// If a store throws, the task keeps its id and saving is retried later. <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> are
/// reported by their kind, such as disk full or access denied. <see cref="DownloadException"/> is not changed. All other exceptions are reported as a
/// failure of the store. A <c>location</c> is the string that <see cref="IVideoWriter.CommitAsync"/> or <see cref="FindAsync"/> returned. The task
/// store keeps it as <see cref="SavedFile.Path"/>.
/// </remarks>
public interface IVideoStore
{
    /// <summary>The place of the videos, for messages: the path of the folder, or an address.</summary>
    string Location { get; }

    /// <summary>
    /// Checks before a paid request whether its video could be saved. <see cref="DownloadException"/>, <see cref="IOException"/> and
    /// <see cref="UnauthorizedAccessException"/> mean that it could not: the request is not sent. All other exceptions, and no answer within three seconds,
    /// do not prevent the request. Several requests at the same time share one call. The default accepts every request.
    /// </summary>
    Task CheckWritableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Finds a video that was already saved under this name, so that it is not downloaded again.</summary>
    /// <param name="name">The name of the video.</param>
    /// <param name="expectedSha256">The required SHA-256 in lower-case hexadecimal; null if unknown.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The video; null if there is none or it is incomplete.</returns>
    Task<StoredVideo?> FindAsync(VideoName name, string? expectedSha256, CancellationToken cancellationToken);

    /// <summary>
    /// Creates a writer for a video. One process at a time saves a video, so a second writer for a name is created only if the process with the first one was
    /// stopped for minutes, and perhaps continues later. Writers must not share content.
    /// </summary>
    /// <exception cref="DownloadException">
    /// The store cannot be written, or cannot have two writers for a name (<see cref="DownloadFailure.Busy"/>); saving is then tried again later.
    /// </exception>
    Task<IVideoWriter> CreateAsync(VideoName name, CancellationToken cancellationToken);

    /// <summary>Stores the metadata of a saved video, for people. The video counts as saved even if this method fails.</summary>
    /// <param name="location">The location of the video.</param>
    /// <param name="sidecar">The metadata.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The location of a page that shows the videos; null if there is none.</returns>
    Task<string?> DescribeAsync(string location, VideoSidecar sidecar, CancellationToken cancellationToken);

    /// <summary>
    /// Returns whether a saved video exists. False causes a new download, so the method must throw if the store cannot determine it.
    /// </summary>
    Task<bool> ExistsAsync(string location, CancellationToken cancellationToken);

    /// <summary>Opens a saved video for reading. The stream must support seeking.</summary>
    /// <exception cref="FileNotFoundException">The video no longer exists.</exception>
    Task<Stream> OpenReadAsync(string location, CancellationToken cancellationToken);

    /// <summary>Returns the address of a saved video for the user: a local path, or an absolute URI, which may be temporary.</summary>
    ValueTask<string> GetAddressAsync(string location, CancellationToken cancellationToken);
}

/// <summary>A writer for one video. The video becomes visible with <see cref="CommitAsync"/>. Disposal without a commit discards it.</summary>
public interface IVideoWriter : IAsyncDisposable
{
    /// <summary>
    /// The content, initially empty. The stream must support reading, writing and seeking. The downloader writes to it, truncates it to start again,
    /// and reads it to verify the video.
    /// </summary>
    Stream Content { get; }

    /// <summary>Flushes the content and publishes the video under its name atomically. An existing file is not overwritten.</summary>
    /// <returns>The location, for later calls to this store: the value of <see cref="SavedFile.Path"/>.</returns>
    Task<string> CommitAsync(CancellationToken cancellationToken);
}

/// <summary>The scope and file name of a video.</summary>
/// <param name="Scope">The owner of the video. Videos of different callers are stored separately.</param>
/// <param name="FileName">A file name without a path, valid on every file system.</param>
public sealed record VideoName(TaskScope Scope, string FileName);

/// <summary>A video in the store.</summary>
/// <param name="Location">The location: the value of <see cref="SavedFile.Path"/>.</param>
/// <param name="Length">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 in lower-case hexadecimal.</param>
public sealed record StoredVideo(string Location, long Length, string Sha256);
