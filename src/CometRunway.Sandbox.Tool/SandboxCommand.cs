using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox.Tool;

/// <summary>The command line of <c>comet-runway-sandbox</c>.</summary>
internal static class SandboxCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 selects a free port.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string?> ApiKey = new("--api-key") { Description = "The only API key to accept. Default: any key." };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Reject a create without X-Runway-Version." };
    private static readonly Option<TaskShape> Shape = new("--shape") { Description = "Shape of tasks in responses: bare, wrapped or feed." };
    private static readonly Option<double> InvisibleFor = Seconds("--invisible-for", "Seconds for which reads of a new task return task_not_exist.", 0);
    private static readonly Option<int> NotExistStatus = new("--task-not-exist-status") { Description = "HTTP status of task_not_exist: 200, 400 or 404.", DefaultValueFactory = _ => 400 };
    private static readonly Option<double> LinkLifetime = Seconds("--link-lifetime", "Seconds for which an output link is valid.", 86400);
    private static readonly Option<bool> Normalize = new("--normalize-ratio") { Description = "Render 1280:768 as 1280x720." };
    private static readonly Option<bool> Fetch = new("--fetch") { Description = "Fetch images at https URLs." };
    private static readonly Option<bool> RefuseDataUris = new("--refuse-data-uris") { Description = "Reject images as data URIs." };
    private static readonly Option<bool> Mask = new("--mask-upstream") { Description = "Mask the reasons of Runway's errors, as the gateway does." };
    private static readonly Option<bool> NoDelete = new("--no-delete") { Description = "Disable DELETE." };
    private static readonly Option<int?> Parent = new("--parent") { Description = "Exit when the process with this id exits." };
    private static readonly Option<bool> ExitWithStdin = new("--exit-with-stdin") { Description = "Exit when standard input ends, after the requests in flight." };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Log at level Information instead of Warning. Logs are written to standard error." };

    private static readonly Option<string[]> Models = new("--models")
    {
        Description = "Available models. Default: all known models.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. new SandboxOptions().Models],
    };

    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "Speed of tasks: 1 is realistic (20 to 40 seconds per task), 10 is ten times as fast, 'instant' finishes immediately.",
        DefaultValueFactory = _ => 1,
        CustomParser = NumberParsers.ParseSpeed,
    };

    public static RootCommand Create()
    {
        var command = new RootCommand("A local server with CometAPI's Runway API: no API key, no cost, real MP4s.")
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
            // Kestrel logs an error for every connection that a fault closes. The sandbox logs its own errors.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        return await SandboxRunner.RunAsync(ToOptions(parsed, logs), parsed.GetValue(Parent), parsed.GetValue(ExitWithStdin), cancellationToken).ConfigureAwait(false);
    }

    private static SandboxOptions ToOptions(ParseResult parsed, ILoggerFactory logs) => new()
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

    private static Option<double> Seconds(string name, string description, double defaultValue) =>
        new(name) { Description = description, DefaultValueFactory = _ => defaultValue, CustomParser = NumberParsers.ParseSeconds };
}
