using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.Requests;
using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Small files beside the ledger for answers that could not be written into it: a paid id must outlive a full disk. Each answer has a file of
/// its own, so that none can replace another's; what they come to together is decided when they are read, by <see cref="Transitions"/>.
/// </summary>
internal sealed class OutcomeJournal
{
    private const string Half = ".half";
    private const string Pattern = "answer-*.json*";
    private readonly string _directory;
    private readonly ILogger _logger;

    public OutcomeJournal(string directory, ILogger logger)
    {
        _directory = directory;
        _logger = logger;
    }

    /// <summary>False when it could be written nowhere.</summary>
    public bool TryAppend(JournaledOutcome answer, Exception reason)
    {
        var file = Path.Combine(_directory, $"answer-{answer.Handle}-{Guid.NewGuid():N}.json");
        try
        {
            DatabaseFile.CreateDirectory(_directory);
            using (var stream = new FileStream(file + Half, PrivateFile.Options(FileMode.CreateNew)))
            {
                stream.Write(Write(answer));
                stream.Flush(flushToDisk: true);
            }

            File.Move(file + Half, file);
            _logger.AnswerKeptAside(answer.Handle, file, reason);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Another process has taken the finished half over already.
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logger.AnswerOnlyHere(answer.Handle, answer.Outcome.State.ToString(), answer.Outcome.TaskId, e);
            return false;
        }
    }

    /// <summary>All that were kept, oldest first; also one that a process wrote whole and could not rename any more before it ended.</summary>
    public IReadOnlyList<(string File, JournaledOutcome Answer)> ReadAll()
    {
        if (!Directory.Exists(_directory))
            return [];
        var answers = new List<(string File, JournaledOutcome Answer)>();
        foreach (var file in Directory.EnumerateFiles(_directory, Pattern))
        {
            if (Read(file) is { } answer)
                answers.Add((file, answer));
        }

        return [.. answers.OrderBy(kept => kept.Answer.At)];
    }

    private JournaledOutcome? Read(string file)
    {
        try
        {
            return Parse(File.ReadAllBytes(file)) is { Outcome: not null } answer
                && Handles.IsWellFormed(answer.Handle) ? answer : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            // A half is being written, or will never be finished.
            if (!file.EndsWith(Half, StringComparison.Ordinal))
                _logger.AnswerUnreadable(file, e);
            return null;
        }
    }

    /// <summary>Also readable by programs that expect the settings among the other fields of the row.</summary>
    private static byte[] Write(JournaledOutcome answer)
    {
        var json = JsonSerializer.SerializeToNode(answer, StoreJson.Default.JournaledOutcome)!.AsObject();
        if (json["row"] is JsonObject row)
            SettingsJson.Flatten(row);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static JournaledOutcome? Parse(byte[] bytes)
    {
        var json = JsonNode.Parse(bytes);
        if (json is JsonObject answer && answer["row"] is JsonObject row)
            SettingsJson.Nest(row);
        return json.Deserialize(StoreJson.Default.JournaledOutcome);
    }
}
