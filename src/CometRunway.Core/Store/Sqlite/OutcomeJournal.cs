using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Small files beside the ledger for outcomes that could not be written into it, so that a paid id survives a full disk. Each outcome has
/// a separate file, so that none replaces another. They are merged when they are read, by <see cref="Transitions"/>.
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
                JsonSerializer.Serialize(stream, JournalEntry.Of(answer), StoreJson.Default.JournalEntry);
                stream.Flush(flushToDisk: true);
            }

            File.Move(file + Half, file);
            _logger.AnswerKeptAside(answer.Handle, file, reason);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Another process has already applied the finished temporary file.
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logger.AnswerOnlyHere(answer.Handle, answer.Outcome.GetType().Name, (answer.Outcome as SubmissionOutcome.Accepted)?.TaskId, e);
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
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), StoreJson.Default.JournalEntry)?.ToOutcome();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            // A temporary file that is being written, or will never be finished.
            if (!file.EndsWith(Half, StringComparison.Ordinal))
                _logger.AnswerUnreadable(file, e);
            return null;
        }
    }
}
