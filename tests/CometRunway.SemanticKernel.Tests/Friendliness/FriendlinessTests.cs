using System.Text;
using System.Text.RegularExpressions;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.SemanticKernel.Tests.Friendliness;

/// <summary>
/// A caller without a mind of its own makes every first call and then only what the reply hands it. Whatever it cannot finish with one more
/// call, only a person may be able to. The table in the documentation is this run.
/// </summary>
public sealed partial class FriendlinessTests
{
    private const int MaxLength = 110;

    [Fact]
    public async Task FirstCalls_MadeByAMechanicalCaller_EndAsTheyShould()
    {
        await using var lab = await ToolLab.StartAsync(configure: o =>
        {
            o.DuplicateWindow = TimeSpan.Zero;
            o.MaxTasksPerHour = o.MaxTasksPerDay = o.MaxSecondsPerDay = null;
        });
        File.Copy(Path.Combine(lab.Sandbox.Home.Album, TestHome.ImageName), Path.Combine(lab.Sandbox.Home.Album, "dog.png"));
        var rows = new List<Row>();
        foreach (var call in FirstCalls.Fresh.Concat(FirstCalls.Creating))
            rows.Add(await RunAsync(lab, call));
        foreach (var call in FirstCalls.Tasks)
        {
            var finished = await lab.CallAsync<VideoReply>("get_video", """{"waitSeconds":50}""");
            rows.Add(await RunAsync(lab, call with { Arguments = call.Arguments.Replace("{task}", finished.Handle, StringComparison.Ordinal) }));
        }

        var wrong = string.Join("\n", rows.Where(r => r.Ended != r.Call.Ending).Select(r => $"{r.Call.About}: {r.Call.Function} {r.Call.Arguments} should end {r.Call.Ending}, ended {r.Ended}. {r.Told} Second: {r.Second} {r.Outcome}"));
        Assert.True(wrong.Length == 0, wrong);
        Assert.InRange(rows.Count, 60, int.MaxValue);
        Snapshot.VerifyPage("docs/model-friendliness.md", Document(rows, await DifferencesAsync(lab)));
    }

    private static async Task<Row> RunAsync(ToolLab lab, FirstCall call)
    {
        var posts = lab.Sandbox.Posts;
        var first = await lab.CallAsync(call.Function, call.Arguments);
        if (first is not ErrorReply and not ValidateReply { Valid: false })
            return new(call, first.Message, null, Outcome(first), Ending.AtOnce);
        if (lab.Sandbox.Posts != posts)
            return new(call, first.Message, null, "refused by the service only", null);
        var next = first switch
        {
            ErrorReply error => error.NextAction,
            ValidateReply checkedOnly => checkedOnly.NextAction,
            _ => null,
        };
        if (next is null)
            return new(call, first.Message, null, "only a person can help", Ending.Person);
        var second = await lab.CallAsync(next.Tool, next.Arguments.ToJsonString());
        return new(call, first.Message, $"{next.Tool} {next.Arguments.ToJsonString(Readable)}", Outcome(second), second is ErrorReply or ValidateReply { Valid: false } ? null : Ending.NextCall);
    }

    private static string Outcome(ToolReply reply) => reply switch
    {
        CreateReply { Created: true } => "created",
        CreateReply => "the earlier task",
        ValidateReply { Valid: true } => "valid",
        VideoReply { Finished: true } => "finished",
        VideoReply => "still running",
        ListReply => "listed",
        ImagesReply { Images.Count: 0 } => "no such picture; the reply names those there are",
        ImagesReply images => $"{images.Images.Count} found",
        CancelReply { Cancelled: false } => "nothing to cancel, and it says so",
        OptionsReply => "told",
        _ => $"refused: {reply.Message}",
    };

    private static string Document(List<Row> rows, Func<string, string> still)
    {
        var text = new StringBuilder(
            $"""
            # Model-friendliness, measured

            First calls as models really make them, each followed by a caller that only does what the reply hands it (`nextAction`). Made by the
            test `tests/CometRunway.SemanticKernel.Tests/Friendliness/FriendlinessTests.cs` against the sandbox: run it with
            `ACCEPT_SNAPSHOTS=docs/model-friendliness.md` to write this page anew.

            {rows.Count} calls: {Count(rows, Ending.AtOnce)} succeed at once, {Count(rows, Ending.NextCall)} with the very next call, {Count(rows, Ending.Person)} end with a reply that says what only a person
            (or words that nobody may make up) can bring. No refused call reached the service.

            | what is odd | first call | the reply's first sentence | second call | outcome |
            |---|---|---|---|---|

            """);
        foreach (var row in rows)
            text.Append('|').AppendJoin('|', new[] { row.Call.About, Code($"{row.Call.Function} {row.Call.Arguments}"), FirstSentence(row.Told), row.Second is null ? "" : Code(row.Second), row.Outcome }.Select(cell => $" {Cell(still(cell))} ")).Append("|\n");
        return text.ToString();
    }

    private static int Count(List<Row> rows, Ending ending) => rows.Count(r => r.Ended == ending);

    private static string Code(string text) => $"`{(text.Length > MaxLength ? text[..MaxLength] + "…" : text)}`";

    private static string FirstSentence(string message)
    {
        var opening = Opening().Match(message);
        var rest = message[opening.Length..];
        var end = SentenceEnd().Match(rest);
        var sentence = end.Success ? rest[..(end.Index + 1)] : rest;
        return sentence.Length > MaxLength * 2 ? sentence[..(MaxLength * 2)] + "…" : sentence;
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    /// <summary>What differs from run to run stands still.</summary>
    private static async Task<Func<string, string>> DifferencesAsync(ToolLab lab)
    {
        var tasks = (await lab.Client.ListAsync(new() { Limit = 100 }, TestContext.Current.CancellationToken)).Tasks;
        return text =>
        {
            text = text.Replace(lab.Sandbox.Home.Path, "~", StringComparison.Ordinal);
            foreach (var task in tasks)
                text = text.Replace(task.Handle, "v7k2", StringComparison.Ordinal);
            return Day().Replace(text, "DATE");
        };
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new(System.Text.Json.JsonSerializerOptions.Default) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every refusal begins by saying that nothing happened; the sentence after it is the one that differs.</summary>
    [GeneratedRegex(@"^Nothing was created( and nothing was charged)?\. ")]
    private static partial Regex Opening();

    [GeneratedRegex(@"[.!?](?=\s+\S)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"20\d\d-\d\d-\d\d")]
    private static partial Regex Day();

    private sealed record Row(FirstCall Call, string Told, string? Second, string Outcome, Ending? Ended);
}
