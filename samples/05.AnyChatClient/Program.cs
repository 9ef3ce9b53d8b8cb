using System.ClientModel;
using AnyChatClient;
using CometRunway.Options;
using CometRunway.Sandbox;
using CometRunway.SemanticKernel;
using CometRunway.SemanticKernel.Replies;
using FirstVideo;
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
    Console.WriteLine("The sandbox on this machine creates the videos, free of charge.");
    Console.WriteLine(scripted ? "No key is set, so a script acts as the language model and approves the call." : "A real language model responds. You are asked before anything is paid.");

    // Works with any IChatClient. Free functions run without approval; the paid function is returned as an approval request.
    using var chat = new ChatClientBuilder(model).UseFunctionInvocation().Build();
    var options = new ChatOptions { Tools = [.. functions.ApprovalRequiredFunctions] };
    List<ChatMessage> history =
    [
        new(ChatRole.System, "You turn the user's pictures into short videos with the tools you have. Call validate_video_request before create_video_from_image. When a tool refuses, read why and correct the call. Say where the file is."),
        new(ChatRole.User, "Animate evening-hills.png for me, in 16:9: a slow push towards the sun."),
    ];
    Console.WriteLine($"\nYou: {history[^1].Text}");
    var files = new List<string>();
    while (true)
    {
        var response = await chat.GetResponseAsync(history, options, stop.Token);
        history.AddMessages(response);
        var contents = response.Messages.SelectMany(m => m.Contents).ToList();
        contents.ForEach(content => Print(content, files));
        var requests = contents.OfType<ToolApprovalRequestContent>().ToList();
        if (requests.Count == 0)
            break;
        List<AIContent> answers = [];
        foreach (var request in requests)
            answers.Add(await DecideAsync(request, functions, scripted));
        history.Add(new(ChatRole.User, answers));
    }

    Console.WriteLine($"\nVideos saved: {files.Count}. Tasks that the live service would have charged: {sandbox.Journal.Tasks.Count}.");
    return scripted && !files.Any(File.Exists) ? 1 : 0;
}

async Task<AIContent> DecideAsync(ToolApprovalRequestContent request, CometRunwayFunctions functions, bool scripted)
{
    // Null: the rules would reject the call. It is declined, because an approved call would be paid if the rules accepted it after all.
    if (request.ToolCall is not FunctionCallContent call || await functions.PreviewPaidCallAsync(call.Arguments, stop.Token) is not { } paid)
        return request.CreateResponse(false, "It would be rejected. Call validate_video_request and send the corrected request.");
    Console.WriteLine($"\nThe assistant wants to make this video:\n{paid}");
    Console.Write("Continue? [y/N] ");
    var answer = scripted ? "y" : Console.ReadLine();
    if (scripted)
        Console.WriteLine(answer);
    return request.CreateResponse(answer?.Trim().ToUpperInvariant() is "Y" or "YES", "The user said no.");
}

static void Print(AIContent content, List<string> files)
{
    switch (content)
    {
        case TextContent { Text.Length: > 0 } text:
            Console.WriteLine($"\nAssistant: {text.Text}");
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
