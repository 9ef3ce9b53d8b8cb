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
        var (key, images, asked) = (SandboxLab.Key, sandbox.Home.Album, new List<string>());
        using var model = new ScriptedChatClient(("create_video_from_image", """{"image":"cat.png"}"""));

        var builder = Kernel.CreateBuilder(); // with your chat completion service
        builder.Services.AddSingleton<IChatCompletionService>(services => new ChatClientBuilder(model).UseKernelFunctionInvocation().Build(services).AsChatCompletionService(services));
        builder.Plugins.AddCometRunway(o =>
        {
            o.ApiKey = new ApiKey(key);
            o.AllowedDirectories.Add(images);
        });
        builder.Services.AddCometRunwayApproval((call, _) => new(AskUser($"{call}") ? PaidCallDecision.Yes : PaidCallDecision.No()));
        builder.Services.Configure<CometRunwayOptions>(o => (o.BaseAddress, o.HomeDirectory, o.OutputDirectory) = (sandbox.Server.BaseAddress, sandbox.Home.State, sandbox.Home.Videos));
        var kernel = builder.Build();

        kernel = kernel.ForCometRunwayCaller("user-17"); // in an app with several users

        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(new ChatHistory("Animate my cat."), settings, kernel, Token).WithTestTimeout(Token);
        await ((ServiceProvider)kernel.Services).DisposeAsync();

        Assert.Single(sandbox.Journal.Tasks);
        Assert.Contains("cat.png", Assert.Single(asked), StringComparison.Ordinal);

        bool AskUser(string question)
        {
            asked.Add(question);
            return true;
        }
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
}
