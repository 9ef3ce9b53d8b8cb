using CometRunway.Store;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos;

/// <summary>
/// Stores finished videos. The default is a folder of this machine, with a page that plays them. An app that stores them elsewhere, for
/// example in an object store, registers its own implementation (<c>services.AddSingleton&lt;IVideoStore, …&gt;()</c>).
/// </summary>
/// <remarks>
/// If a store throws, the task keeps its id, and saving is retried later. An <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/> is reported by its kind (disk full, access denied), a <see cref="DownloadException"/> as it is, and
/// anything else as a failure of the store. A <c>location</c> is the text that <see cref="IVideoWriter.CommitAsync"/> or <see cref="FindAsync"/>
/// returned; the task store keeps it as <see cref="SavedFile.Path"/>.
/// </remarks>
public interface IVideoStore
{
    /// <summary>Where videos are kept, as a text for people: the folder's path, or an address.</summary>
    string Location { get; }

    /// <summary>Finds a video that was saved under this name before, so that it is not downloaded again.</summary>
    /// <param name="name">The name it was saved under.</param>
    /// <param name="expectedSha256">Lower-case hex SHA-256 it must have; null when that is not known.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>Null when there is none, or when it is not whole.</returns>
    Task<StoredVideo?> FindAsync(VideoName name, string? expectedSha256, CancellationToken cancellationToken);

    /// <summary>Begins to save a video. While one writer exists, nobody else can have one for this name, not even in another process.</summary>
    /// <exception cref="DownloadException">Another writer has the name (<see cref="DownloadFailure.Busy"/>), or there is no room for it.</exception>
    Task<IVideoWriter> CreateAsync(VideoName name, CancellationToken cancellationToken);

    /// <summary>Keeps what is known about a saved video beside it, for people. When this fails the video still counts as saved.</summary>
    /// <param name="location">Where the video is.</param>
    /// <param name="sidecar">What is known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Where a page is that shows the video among others; null when there is none.</returns>
    Task<string?> DescribeAsync(string location, VideoSidecar sidecar, CancellationToken cancellationToken);

    /// <summary>True when a saved video is still there. Only a certain no makes the library download it again: when the store cannot tell, it throws.</summary>
    Task<bool> ExistsAsync(string location, CancellationToken cancellationToken);

    /// <summary>Opens a saved video for reading; the stream can seek.</summary>
    /// <exception cref="FileNotFoundException">The video is no longer there.</exception>
    Task<Stream> OpenReadAsync(string location, CancellationToken cancellationToken);

    /// <summary>Where the user finds a saved video: a path on this machine, or an absolute address, which may be made for this one answer and expire.</summary>
    ValueTask<string> GetAddressAsync(string location, CancellationToken cancellationToken);
}

/// <summary>A video that is being saved. It appears under its name only with <see cref="CommitAsync"/>; disposed of before that, it leaves nothing.</summary>
public interface IVideoWriter : IAsyncDisposable
{
    /// <summary>The bytes: empty at first, readable, writable and seekable. The downloader writes to it, starts over by cutting it to zero, and reads it to check the video.</summary>
    Stream Content { get; }

    /// <summary>Makes the bytes durable, and the video visible under its name in one step. An existing file of that name is not overwritten.</summary>
    /// <returns>Where it is, as a text that this store understands later: the value of <see cref="SavedFile.Path"/>.</returns>
    Task<string> CommitAsync(CancellationToken cancellationToken);
}

/// <summary>The name under which a video is saved.</summary>
/// <param name="Scope">Whose it is. The videos of different callers of an app are kept apart.</param>
/// <param name="FileName">A plain file name without a path, safe on every file system.</param>
public sealed record VideoName(TaskScope Scope, string FileName);

/// <summary>A video that is in the store.</summary>
/// <param name="Location">Where it is: the value of <see cref="SavedFile.Path"/>.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its bytes.</param>
public sealed record StoredVideo(string Location, long Length, string Sha256);
