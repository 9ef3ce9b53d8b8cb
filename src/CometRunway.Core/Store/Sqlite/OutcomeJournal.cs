using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Writes outcomes that cannot be written to the database to small files beside it, so that the id of a paid task is kept if the disk is full. Each
/// outcome has its own file. <see cref="Transitions"/> combines them when they are applied.
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

    /// <summary>Writes an outcome to a file. Returns false if the file cannot be written.</summary>
    public bool TryAppend(JournaledOutcome answer, Exception reason)
    {
        var file = Path.Combine(_directory, $"answer-{answer.Handle}-{Guid.NewGuid():N}.json");
        try
        {
            DatabaseFile.CreateDirectory(_directory);
            using (var stream = new FileStream(file + Half, PrivateFile.Options(FileMode.CreateNew)))
            {
                JsonSerializer.Serialize(stream, JournalEntry.Of(answer), StoreJson.Default.JournalEntry);
                stream.Flush(flushToDisk: true);
            }

            File.Move(file + Half, file);
            _logger.AnswerKeptAside(answer.Handle, file, reason);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Another process has applied the complete temporary file and deleted it.
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logger.AnswerOnlyHere(answer.Handle, answer.Outcome.GetType().Name, answer.Outcome.AnyId, e);
            return false;
        }
    }

    /// <summary>
    /// Returns the outcomes in the files, oldest first. Includes complete temporary files that were not renamed because their process ended.
    /// </summary>
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
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), StoreJson.Default.JournalEntry)?.ToOutcome();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            // A temporary file may be incomplete, because it is being written or its process has ended.
            if (!file.EndsWith(Half, StringComparison.Ordinal))
                _logger.AnswerUnreadable(file, e);
            return null;
        }
    }
}
