using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CometRunway.Ledger.Storage;

/// <summary>Small files beside the ledger for answers that could not be written into it: a paid id must outlive a full disk.</summary>
internal sealed class LateAnswers
{
    private const string Pattern = "answer-*.json";
    private readonly string _directory;
    private readonly ILogger _logger;

    public LateAnswers(string directory, ILogger logger)
    {
        _directory = directory;
        _logger = logger;
    }

    public void Keep(LateAnswer answer, Exception reason)
    {
        var file = Path.Combine(_directory, $"answer-{answer.Handle}.json");
        try
        {
            var half = file + ".half";
            using (var stream = new FileStream(half, PrivateFile.Options(FileMode.Create)))
            {
                JsonSerializer.Serialize(stream, answer, LedgerJson.Default.LateAnswer);
                stream.Flush(flushToDisk: true);
            }

            File.Move(half, file, overwrite: true);
            _logger.AnswerKeptAside(answer.Handle, file, reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logger.AnswerOnlyHere(answer.Handle, answer.Outcome.State.ToString(), answer.Outcome.TaskId, e);
        }
    }

    public IReadOnlyList<(string File, LateAnswer Answer)> ReadAll()
    {
        if (!Directory.Exists(_directory))
            return [];
        var answers = new List<(string File, LateAnswer Answer)>();
        foreach (var file in Directory.EnumerateFiles(_directory, Pattern))
        {
            if (Read(file) is { } answer)
                answers.Add((file, answer));
        }

        return answers;
    }

    private LateAnswer? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), LedgerJson.Default.LateAnswer) is { Outcome: not null } answer
                && Handles.IsWellFormed(answer.Handle) ? answer : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            _logger.AnswerUnreadable(file, e);
            return null;
        }
    }
}
