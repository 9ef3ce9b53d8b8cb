namespace CometRunway.McpServer.Hosting;

/// <summary>A line of the input without its end.</summary>
/// <param name="Bytes">The line, or only its first bytes if it is too long. Valid until the next line is read.</param>
/// <param name="Tail">The last bytes of a line that is too long.</param>
/// <param name="IsTooLong">True if the line is longer than the limit.</param>
internal readonly record struct InputLine(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Tail, bool IsTooLong);
