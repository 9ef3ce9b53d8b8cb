namespace CometRunway.McpServer.SandboxChild;

/// <summary>What a program says on standard error: read to its end, so that the program never waits for a reader, and the beginning kept.</summary>
internal sealed class Complaints
{
    private const int Kept = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<string> _head = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Complaints(StreamReader errors) => _ = DrainAsync(errors);

    /// <summary>The first lines as one, once the program has ended or said enough.</summary>
    public async Task<string> FirstLinesAsync(TimeProvider time)
    {
        try
        {
            var text = await _head.Task.WaitAsync(Patience, time);
            return string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Printable));
        }
        catch (TimeoutException)
        {
            return "";
        }
    }

    private static string Printable(string line) => string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));

    private async Task DrainAsync(StreamReader errors)
    {
        var buffer = new char[Kept];
        var head = 0;
        try
        {
            head = await errors.ReadBlockAsync(buffer.AsMemory());
            _head.SetResult(new string(buffer, 0, head));
            while (await errors.ReadAsync(buffer.AsMemory()) > 0)
            {
                // The beginning says why; the rest only has to be read.
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            _head.TrySetResult(new string(buffer, 0, head));
        }
    }
}
