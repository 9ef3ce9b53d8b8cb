using System.Text;
using System.Text.Json;
using CometRunway.Store;

namespace CometRunway.McpServer.Starts;

/// <summary>The last starts, one JSON line each, in the state folder. It is for people only: that it cannot be written harms nobody.</summary>
internal sealed class StartJournal(StateFolder state)
{
    /// <summary>How many are kept when the file is shortened.</summary>
    public const int Kept = 20;

    private const int LongestFile = 32 << 10;

    /// <summary>Where they are.</summary>
    public string FilePath => Path.Combine(state.Path, "starts.jsonl");

    public void Append(StartRecord record)
    {
        try
        {
            state.Create();
            if (Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(record, StartJson.Default.StartRecord) + "\n"), FileMode.Append, FilePath) > LongestFile)
                Shorten();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk or a read-only home: whatever matters will say so itself.
        }
    }

    /// <summary>The newest first; lines that cannot be read are passed over.</summary>
    public IReadOnlyList<StartRecord> Last(int count)
    {
        try
        {
            return File.Exists(FilePath) ? [.. File.ReadLines(FilePath).Select(Read).OfType<StartRecord>().Reverse().Take(count)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void Shorten()
    {
        var text = string.Concat(File.ReadLines(FilePath).TakeLast(Kept).Select(line => line + "\n"));
        var temporary = $"{FilePath}.{Environment.ProcessId}.tmp";
        Write(Encoding.UTF8.GetBytes(text), FileMode.Create, temporary);
        File.Move(temporary, FilePath, overwrite: true);
    }

    private static long Write(byte[] bytes, FileMode mode, string path)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(bytes);
        return file.Length;
    }

    private static StartRecord? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, StartJson.Default.StartRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
