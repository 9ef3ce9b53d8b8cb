namespace CometRunway.Store;

/// <summary>A finished file on this machine.</summary>
/// <param name="Index">Which of the task's outputs, from 0.</param>
/// <param name="Path">Where it was saved.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its bytes.</param>
/// <param name="SavedAt">When it was complete.</param>
/// <param name="Facts">What is in it, as JSON of the caller's own shape; null when nobody looked.</param>
public sealed record SavedFile(int Index, string Path, long Length, string Sha256, DateTimeOffset SavedAt, string? Facts = null);
