using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox.Tool;

/// <summary>The command line of <c>comet-runway-sandbox</c>.</summary>
internal static class SandboxCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 for any free one.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string?> ApiKey = new("--api-key") { Description = "The only key to accept; any by default." };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Refuse a create without X-Runway-Version." };
    private static readonly Option<TaskShape> Shape = new("--shape") { Description = "How a task is told: bare, wrapped or feed." };
    private static readonly Option<double> InvisibleFor = Seconds("--invisible-for", "Seconds for which a new id is answered with task_not_exist.", 0);
    private static readonly Option<int> NotExistStatus = new("--task-not-exist-status") { Description = "HTTP status of task_not_exist: 200, 400 or 404.", DefaultValueFactory = _ => 400 };
    private static readonly Option<double> LinkLifetime = Seconds("--link-lifetime", "Seconds for which an output link holds.", 86400);
    private static readonly Option<bool> Normalize = new("--normalize-ratio") { Description = "Make 1280:768 come out as 1280x720." };
    private static readonly Option<bool> Fetch = new("--fetch") { Description = "Really fetch pictures at https addresses." };
    private static readonly Option<bool> RefuseDataUris = new("--refuse-data-uris") { Description = "Refuse pictures as data URIs." };
    private static readonly Option<bool> Mask = new("--mask-upstream") { Description = "Hide Runway's reasons as the gateway does." };
    private static readonly Option<bool> NoDelete = new("--no-delete") { Description = "Do not offer DELETE." };
    private static readonly Option<int?> Parent = new("--parent") { Description = "Exit when the process with this id does." };
    private static readonly Option<bool> ExitWithStdin = new("--exit-with-stdin") { Description = "Exit when standard input ends." };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Log more than warnings, to standard error." };

    private static readonly Option<string[]> Models = new("--models")
    {
        Description = "Models on offer; all known ones by default.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. new SandboxOptions().Models],
    };

    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "1 is lifelike (20 to 40 seconds a task), 10 ten times as fast, 'instant' finishes at once.",
        DefaultValueFactory = _ => 1,
        CustomParser = NumberText.ReadSpeed,
    };

    public static RootCommand Create()
    {
        var command = new RootCommand("CometAPI's Runway routes on this machine: no key, no cost, real MP4s.")
        {
            Port, ApiKey, Strict, Shape, InvisibleFor, NotExistStatus, Speed, LinkLifetime, Normalize, Fetch,
            RefuseDataUris, Mask, Models, NoDelete, Parent, ExitWithStdin, Verbose,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var logs = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(parsed.GetValue(Verbose) ? LogLevel.Information : LogLevel.Warning)
            // Kestrel calls every scripted cut of a connection an error; the sandbox logs its own errors itself.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        return await SandboxProgram.RunAsync(Read(parsed, logs), parsed.GetValue(Parent), parsed.GetValue(ExitWithStdin), cancellationToken).ConfigureAwait(false);
    }

    private static SandboxOptions Read(ParseResult parsed, ILoggerFactory logs) => new()
    {
        Port = parsed.GetValue(Port),
        ApiKey = parsed.GetValue(ApiKey),
        StrictVersionHeader = parsed.GetValue(Strict),
        Shape = parsed.GetValue(Shape),
        InvisibleFor = TimeSpan.FromSeconds(parsed.GetValue(InvisibleFor)),
        TaskNotExistStatus = parsed.GetValue(NotExistStatus),
        Speed = parsed.GetValue(Speed),
        LinkLifetime = TimeSpan.FromSeconds(parsed.GetValue(LinkLifetime)),
        NormalizeRatio = parsed.GetValue(Normalize),
        FetchImages = parsed.GetValue(Fetch),
        RefuseDataUris = parsed.GetValue(RefuseDataUris),
        MaskUpstream = parsed.GetValue(Mask),
        DeleteEnabled = !parsed.GetValue(NoDelete),
        Models = parsed.GetValue(Models)!,
        LoggerFactory = logs,
    };

    private static Option<double> Seconds(string name, string description, double usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual, CustomParser = NumberText.ReadSeconds };
}
