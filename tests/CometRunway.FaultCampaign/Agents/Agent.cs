using System.Text.Json.Nodes;
using CometRunway.Diagnostics;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Agents;

/// <summary>A model in a chat client, as simple as can be: it makes a wish, then does what each reply says is next.</summary>
internal sealed class Agent(Stage stage, Wish wish, Traits traits, ServerSlot slot)
{
    private const string Create = "create_video_from_image";
    private const string Get = "get_video";
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(400);

    /// <summary>Until the video is there, or a reply leaves nothing to do, or it tires.</summary>
    public async Task PursueAsync(CancellationToken cancellationToken)
    {
        var (tool, arguments) = (Create, wish.Arguments);
        for (var call = 0; call < traits.Calls && !cancellationToken.IsCancellationRequested; call++)
        {
            var reply = await CallAsync(tool, arguments, traits.PatienceOf(call, tool == Create), cancellationToken);
            stage.Log($"{tool} {wish.Prompt[..12]}: {reply?["message"] ?? "no answer"}");
            if (reply is null)
                (tool, arguments) = traits.RepeatsCreate ? (Create, wish.Arguments) : (Get, new JsonObject { ["waitSeconds"] = 5 });
            else if (Finished(reply))
                return;
            else if (reply["nextAction"] is JsonObject next)
                (tool, arguments) = ((string)next["tool"]!, Hurried((JsonObject)next["arguments"]!));
            else if ((string?)reply["code"] == "no_such_task")
                (tool, arguments) = (Create, wish.Arguments);
            else if ((bool?)reply["retryable"] is not true)
                return;
            else
                await RestAsync((double?)reply["retryAfterSeconds"], cancellationToken);
        }
    }

    private async Task<JsonObject?> CallAsync(string tool, JsonObject arguments, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            var server = await slot.LiveAsync(cancellationToken);
            var isCreate = tool == Create;
            if (isCreate)
                stage.Books.Asked(wish.Prompt, server);
            var answer = server.CallAsync(tool, arguments, out var id);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, isCreate ? stage.CreatesCancelled : default);
            patience.CancelAfter(atMost);
            try
            {
                return ReplyOf(await answer.WaitAsync(patience.Token));
            }
            catch (OperationCanceledException)
            {
                stage.Books.Struck(isCreate ? "client time-out of a create" : "client time-out of a wait");
                if (traits.SaysCancelled)
                    await server.CancelAsync(id);
                return null;
            }
        }
        catch (Exception gone) when (gone is ServerGoneException or TimeoutException)
        {
            await RestAsync(0.05, cancellationToken);
            return null;
        }
        catch (OperationCanceledException)
        {
            // The work is over before the server had begun to speak.
            return null;
        }
    }

    private JsonObject ReplyOf(JsonObject answer)
    {
        var text = (string?)answer["result"]?["content"]?[0]?["text"];
        if (text is null || !text.StartsWith('{'))
        {
            stage.Books.Complain($"a reply is none: {answer.ToJsonString()}");
            return [];
        }

        return (JsonObject)JsonNode.Parse(text)!;
    }

    private bool Finished(JsonObject reply)
    {
        if ((bool?)reply["finished"] is not true)
            return false;
        foreach (var file in (JsonArray)reply["files"]!)
        {
            if (!File.Exists((string)file!["path"]!))
                stage.Books.Complain($"{reply["handle"]} was said to be finished, and its file is not there");
        }

        return true;
    }

    /// <summary>As the reply says, but with less patience than a person: a task that never shows would cost a minute each time.</summary>
    private static JsonObject Hurried(JsonObject arguments)
    {
        var copy = (JsonObject)arguments.DeepClone();
        if (copy.ContainsKey("waitSeconds"))
            copy["waitSeconds"] = 5;
        return copy;
    }

    private static async Task RestAsync(double? seconds, CancellationToken cancellationToken)
    {
        var rest = TimeSpan.FromSeconds(seconds ?? 0.2);
        await Task.Delay(rest < LongestRest ? rest : LongestRest, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
