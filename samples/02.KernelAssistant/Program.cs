using CometRunway.Options;
using CometRunway.Sandbox;
using FirstVideo;
using KernelAssistant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;

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
catch (HttpOperationException error)
{
    Console.WriteLine($"The language model did not respond: {error.Message}");
    return 1;
}
catch (UriFormatException)
{
    Console.WriteLine("OPENAI_BASE_URL must be an absolute address such as http://localhost:11434/v1.");
    return 1;
}

async Task<int> RunAsync()
{
    var videos = Directory.CreateDirectory("videos").FullName;
    Scenery.Save(Path.Combine(videos, "evening-hills.png"));
    await using var sandbox = await SandboxServer.StartAsync(new() { Speed = 4 }, stop.Token);
    await using var script = await ScriptedModel.StartAsync(stop.Token);
    var model = SelectModel(script.Address);
    Console.WriteLine("The sandbox on this machine creates the videos, free of charge.");
    Console.WriteLine(model.Scripted
        ? "No key is set, so a script acts as the language model. All other parts are real."
        : $"The language model is {model.Id} at {model.Address}. End the chat with an empty line.");

    var services = new ServiceCollection();
    var builder = services.AddKernel();
    builder.AddOpenAIChatCompletion(model.Id, model.Address, model.Key);
    builder.Plugins.AddCometRunway(options =>
    {
        options.BaseAddress = sandbox.BaseAddress;
        options.ApiKey = new ApiKey("sandbox");
        options.AllowedDirectories.Add(videos);
        options.OutputDirectory = videos;
        options.HomeDirectory = Path.Combine(videos, ".sandbox");
        options.PollInterval = TimeSpan.FromSeconds(1);
    });
    var conversation = new ConversationPrinter();
    services.AddSingleton<IAutoFunctionInvocationFilter>(conversation);
    await using var provider = services.BuildServiceProvider();
    var kernel = provider.GetRequiredService<Kernel>();

    var chat = kernel.GetRequiredService<IChatCompletionService>();
    var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
    var history = new ChatHistory("You turn the user's pictures into short videos with the tools you have. When a tool refuses, read why and correct the call. Say where the file is.");
    foreach (var line in model.Scripted ? ["Animate evening-hills.png for me, in 16:9: a slow push towards the sun."] : ReadLines())
    {
        ConversationPrinter.Print("You", line);
        history.AddUserMessage(line);
        var answer = await chat.GetChatMessageContentAsync(history, settings, kernel, stop.Token);
        history.Add(answer);
        ConversationPrinter.Print("Assistant", answer.Content);
    }

    Console.WriteLine();
    Console.WriteLine($"Videos saved: {conversation.Files.Count}. Tasks that the live service would have charged: {sandbox.Journal.Tasks.Count}.");
    return model.Scripted && !conversation.Files.Any(File.Exists) ? 1 : 0;
}

// Each key is sent only to its own address.
(string Id, Uri Address, string Key, bool Scripted) SelectModel(Uri script)
{
    var id = Read("OPENAI_MODEL") ?? "gpt-5-mini";
    if (args.Contains("--scripted"))
        return ("script", script, "none", true);
    if (Read("OPENAI_BASE_URL") is { } address)
        return (id, new Uri(address), Read("OPENAI_API_KEY") ?? "none", false);
    return Read("COMETAPI_KEY") is { } key
        ? (id, new Uri("https://api.cometapi.com/v1"), key, false)
        : ("script", script, "none", true);

    static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

static IEnumerable<string> ReadLines()
{
    Console.WriteLine("Try: animate evening-hills.png, a slow push towards the sun.");
    while (true)
    {
        Console.Write("\n> ");
        if (Console.ReadLine() is not { Length: > 0 } line)
            yield break;
        yield return line;
    }
}
