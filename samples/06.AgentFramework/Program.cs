using System.ClientModel;
using AnyChatClient;
using CometRunway.Options;
using CometRunway.Sandbox;
using CometRunway.SemanticKernel;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;
using FirstVideo;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return await RunAsync();
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped.");
    return 130;
}
catch (ClientResultException error)
{
    Console.WriteLine($"The language model did not respond: {error.Message}");
    return 1;
}

async Task<int> RunAsync()
{
    var videos = Directory.CreateDirectory("videos").FullName;
    Scenery.Save(Path.Combine(videos, "evening-hills.png"));
    await using var sandbox = await SandboxServer.StartAsync(new() { Speed = 4 }, stop.Token);
    await using var services = Services(sandbox.BaseAddress, videos);
    var functions = services.GetRequiredService<CometRunwayFunctions>();
    var (model, scripted) = SelectModel();
    using var owned = model;
    Console.WriteLine("The sandbox on this machine creates the videos, free of charge.");
    Console.WriteLine(scripted ? "No key is set, so a script acts as the language model and approves the call." : "A real language model responds. You are asked before anything is paid.");

    // The agent calls free functions without approval. A run ends with an approval request when the agent calls the paid function.
    var agent = new ChatClientAgent(
        model,
        instructions: "You turn the user's pictures into short videos with the tools you have. Call validate_video_request before create_video_from_image. When a tool refuses, read why and correct the call. Say where the file is.",
        name: "Animator",
        tools: [.. functions.ApprovalRequiredFunctions],
        services: services);
    var session = await agent.CreateSessionAsync(stop.Token);
    var files = new List<string>();
    List<ChatMessage> messages = [new(ChatRole.User, "Animate evening-hills.png for me, in 16:9: a slow push towards the sun.")];
    Console.WriteLine($"\nYou: {messages[0].Text}");
    while (messages.Count > 0)
    {
        var requests = new List<ToolApprovalRequestContent>();
        await foreach (var update in agent.RunStreamingAsync(messages, session, cancellationToken: stop.Token))
        {
            foreach (var content in update.Contents)
                Print(content, files);
            requests.AddRange(update.Contents.OfType<ToolApprovalRequestContent>());
        }

        messages = [];
        foreach (var request in requests)
            messages.Add(new(ChatRole.User, [await DecideAsync(request, functions, scripted)]));
    }

    Console.WriteLine($"\nVideos saved: {files.Count(File.Exists)}. Tasks that the live service would have charged: {sandbox.Journal.Tasks.Count}.");
    return files.Any(File.Exists) ? 0 : 1;
}

async Task<AIContent> DecideAsync(ToolApprovalRequestContent request, CometRunwayFunctions functions, bool scripted)
{
    // If a model makes several calls at once and one of them is paid, all of them are returned for approval.
    if (request.ToolCall is not FunctionCallContent { Name: FunctionNames.Create } call)
        return request.CreateResponse(true);
    // Null: the rules would reject the call. It is declined, because an approved call would be paid if the rules accepted it after all.
    if (await functions.PreviewPaidCallAsync(call.Arguments, stop.Token) is not { } paid)
        return request.CreateResponse(false, "It would be rejected. Call validate_video_request and send the corrected request.");
    Console.WriteLine($"\nThe agent wants to make this video:\n{paid}");
    Console.Write("Continue? [y/N] ");
    var answer = scripted ? "y" : Console.ReadLine();
    if (scripted)
        Console.WriteLine(answer);
    return request.CreateResponse(answer?.Trim().ToUpperInvariant() is "Y" or "YES", "The user messages no.");
}

static void Print(AIContent content, List<string> files)
{
    switch (content)
    {
        case TextContent { Text.Length: > 0 } text:
            Console.WriteLine($"\nAnimator: {text.Text}");
            break;
        case FunctionCallContent call:
            Console.WriteLine($"  calls {call.Name}({string.Join(", ", call.Arguments?.Select(a => $"{a.Key}: {a.Value}") ?? [])})");
            break;
        case FunctionResultContent { Result: ToolReply reply }:
            Console.WriteLine($"  reply: {reply.Message}");
            files.AddRange((reply as VideoReply)?.Files?.Select(f => f.Path) ?? []);
            break;
    }
}

// Each key is sent only to its own address.
(IChatClient Model, bool Scripted) SelectModel()
{
    var address = Read("OPENAI_BASE_URL");
    var key = address is null ? Read("COMETAPI_KEY") : Read("OPENAI_API_KEY") ?? "none";
    if (key is null || args.Contains("--scripted"))
        return (new ScriptedModel(), true);
    var client = new OpenAIClient(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(address ?? "https://api.cometapi.com/v1") });
    return (client.GetChatClient(Read("OPENAI_MODEL") ?? "gpt-5-mini").AsIChatClient(), false);

    static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

static ServiceProvider Services(Uri sandbox, string videos)
{
    var services = new ServiceCollection();
    services.AddCometRunway(options =>
    {
        options.BaseAddress = sandbox;
        options.ApiKey = new ApiKey("sandbox");
        options.AllowedDirectories.Add(videos);
        options.OutputDirectory = videos;
        options.HomeDirectory = Path.Combine(videos, ".sandbox");
        options.PollInterval = TimeSpan.FromSeconds(1);
        options.MaxTasksPerHour = options.MaxTasksPerDay = options.MaxSecondsPerDay = null;
    });
    services.AddCometRunwayFunctions();
    return services.BuildServiceProvider();
}
