namespace CometRunway.Sandbox.Pictures;

/// <summary>The picture of a task.</summary>
/// <param name="Name">Where it came from, as the renderer is told: an address, or the hash of a data URI.</param>
/// <param name="Source">Where it came from, as the journal is told; never the data itself.</param>
/// <param name="Bytes">The encoded picture; null for one that is not fetched.</param>
/// <param name="Sha256">Hash of the bytes in lower-case hex.</param>
internal sealed record Picture(string Name, string Source, ReadOnlyMemory<byte>? Bytes, string? Sha256);
