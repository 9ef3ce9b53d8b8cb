namespace CometRunway.McpServer.SandboxChild;

/// <summary>Reads the standard error of a program to its end, so that the program never blocks, and keeps the beginning.</summary>
internal sealed class Complaints
{
    private const int Kept = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<string> _head = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Complaints(StreamReader errors) => _ = DrainAsync(errors);

    /// <summary>Returns the first lines as one line, after the program has ended or written enough.</summary>
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
                // The beginning contains the reason. The rest is read and dropped.
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            _head.TrySetResult(new string(buffer, 0, head));
        }
    }
}
