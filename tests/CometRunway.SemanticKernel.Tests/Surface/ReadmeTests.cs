using CometRunway.Options;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CometRunway.SemanticKernel.Tests.Surface;

/// <summary>The lines for Semantic Kernel in the README are compiled and run here.</summary>
public sealed class ReadmeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Snippet_AsItStands_Works()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        using var model = new ScriptedChatClient(("create_video_from_image", """{"image":"cat.png"}"""));

        var builder = Kernel.CreateBuilder(); // also add your chat completion service
        builder.Plugins.AddCometRunway(options =>
        {
            options.ApiKey = new ApiKey(Environment.GetEnvironmentVariable("COMETAPI_KEY")!);
            options.AllowedDirectories.Add("/home/me/Pictures");
        });
        builder.Services.AddCometRunwayApproval((call, cancellationToken) =>
        {
            Console.Write($"{call}\nCreate this video? [y/N] ");
            return new(Console.ReadLine() == "y" ? PaidCallDecision.Yes : PaidCallDecision.No());
        });
        builder.Services.AddSingleton<IChatCompletionService>(services => new ChatClientBuilder(model).UseKernelFunctionInvocation().Build(services).AsChatCompletionService(services));
        builder.Services.Configure<CometRunwayOptions>(options => sandbox.Configure(options));
        var kernel = builder.Build(); // contains the plugin
        kernel = kernel.ForCometRunwayCaller("user-17");

        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(new ChatHistory("Animate my cat."), settings, kernel, Token).WithTestTimeout(Token);
        await ((ServiceProvider)kernel.Services).DisposeAsync();

        Assert.Single(sandbox.Journal.Tasks);
        Assert.Contains("cat.png", Assert.Single(Console.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void Snippet_InTheReadme_IsTheOneAbove()
    {
        var source = Lines(RepositoryRoot.File("tests", "CometRunway.SemanticKernel.Tests", "Surface", "ReadmeTests.cs")).ToArray();
        var snippet = Lines(RepositoryRoot.File("README.md")).SkipWhile(l => l != "## In Semantic Kernel").SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```").ToArray();

        Assert.NotEmpty(snippet);
        Assert.Empty(snippet.Except(source));
    }

    private static IEnumerable<string> Lines(string file) => File.ReadLines(file).Select(l => l.Trim());

    /// <summary>Takes the place of the process environment in the snippet.</summary>
    private static class Environment
    {
        public static string? GetEnvironmentVariable(string name) => name == "COMETAPI_KEY" ? SandboxLab.Key : null;
    }

    /// <summary>A user who agrees, in place of the console in the snippet.</summary>
    private static class Console
    {
        public static List<string> Questions { get; } = [];

        public static void Write(string question) => Questions.Add(question);

        public static string? ReadLine() => "y";
    }
}
