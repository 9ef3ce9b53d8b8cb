using System.Text.Json.Nodes;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Agents;

/// <summary>A minimal model in a chat client: it requests a video, then makes the call that each reply suggests.</summary>
internal sealed class Agent(RunEnvironment environment, VideoRequest request, ClientBehavior behavior, ServerSlot slot)
{
    private const string Create = "create_video_from_image";
    private const string Get = "get_video";
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(400);

    /// <summary>Runs once, and again with the same request if the agent restarts.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await RunOnceAsync(cancellationToken);
        if (!behavior.Restarts)
            return;
        await environment.AgentsRestart.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await RunOnceAsync(cancellationToken);
    }

    /// <summary>Runs until the video is saved, a reply suggests no further call, or the call limit is reached.</summary>
    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var (tool, arguments) = (Create, request.Arguments);
        for (var call = 0; call < behavior.MaxCalls && !cancellationToken.IsCancellationRequested; call++)
        {
            var reply = await CallAsync(tool, arguments, behavior.TimeoutOf(call, tool == Create), cancellationToken);
            environment.Log($"{tool} {request.Prompt[..12]}: {reply?["message"] ?? "no response"}");
            if (reply is null)
                (tool, arguments) = behavior.RepeatsCreate ? (Create, request.Arguments) : (Get, new JsonObject { ["waitSeconds"] = 5 });
            else if (Finished(reply))
                return;
            else if (reply["nextAction"] is JsonObject next)
                (tool, arguments) = ((string)next["tool"]!, WithShortWait((JsonObject)next["arguments"]!));
            else if ((string?)reply["code"] == "no_such_task")
                (tool, arguments) = (Create, request.Arguments);
            else if ((bool?)reply["retryable"] is not true)
                return;
            else
                await DelayAsync((double?)reply["retryAfterSeconds"], cancellationToken);
        }
    }

    private async Task<JsonObject?> CallAsync(string tool, JsonObject arguments, TimeSpan clientTimeout, CancellationToken cancellationToken)
    {
        try
        {
            var server = await slot.GetRunningAsync(cancellationToken);
            var isCreate = tool == Create;
            var response = server.CallAsync(tool, arguments, out var id);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, isCreate ? environment.CreatesCancelled : default);
            timeout.CancelAfter(clientTimeout);
            try
            {
                return ReplyOf(await response.WaitAsync(timeout.Token));
            }
            catch (OperationCanceledException)
            {
                environment.RunRecord.RecordFault(isCreate ? "client timeout of a create" : "client timeout of a wait");
                if (behavior.SendsCancellation)
                    await server.CancelAsync(id);
                return null;
            }
        }
        catch (Exception gone) when (gone is ServerGoneException or TimeoutException)
        {
            await DelayAsync(0.05, cancellationToken);
            return null;
        }
        catch (OperationCanceledException)
        {
            // The run ended before the server was initialized.
            return null;
        }
    }

    private JsonObject ReplyOf(JsonObject response)
    {
        var text = (string?)response["result"]?["content"]?[0]?["text"];
        if (text is null || !text.StartsWith('{'))
        {
            environment.RunRecord.RecordProblem($"a response has no reply: {response.ToJsonString()}");
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
                environment.RunRecord.RecordProblem($"{reply["handle"]} was reported as finished, but its file is missing");
        }

        return true;
    }

    /// <summary>Shortens the wait that the reply suggests, because a task that never becomes visible would take a minute each time.</summary>
    private static JsonObject WithShortWait(JsonObject arguments)
    {
        var copy = (JsonObject)arguments.DeepClone();
        if (copy.ContainsKey("waitSeconds"))
            copy["waitSeconds"] = 5;
        return copy;
    }

    private static async Task DelayAsync(double? seconds, CancellationToken cancellationToken)
    {
        var delay = TimeSpan.FromSeconds(seconds ?? 0.2);
        await RealTime.PauseAsync(delay < MaxDelay ? delay : MaxDelay, cancellationToken);
    }
}
