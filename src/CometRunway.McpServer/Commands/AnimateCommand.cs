using System.CommandLine;
using CometRunway.McpServer.Animate;
using CometRunway.McpServer.SandboxChild;
using CometRunway.McpServer.Sender;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary><c>animate IMAGE "PROMPT"</c>: creates one video, for people and scripts. See <see cref="AnimateOutcome"/> for the exit codes.</summary>
internal static class AnimateCommand
{
    private static readonly Argument<string> Image = new("IMAGE") { Description = "A file or an https link." };
    private static readonly Argument<string?> Prompt = new("PROMPT") { Arity = ArgumentArity.ZeroOrOne, Description = "What moves in the video, and how." };
    private static readonly Option<string?> Model = new("--model") { Description = "Model id. Default: COMETRUNWAY_DEFAULT_MODEL, or an available model." };
    private static readonly Option<string?> Ratio = new("--ratio") { Description = "width:height in pixels. Default: the ratio nearest to the image." };
    private static readonly Option<int?> Duration = new("--duration") { Description = "Length in seconds. Default: the model's default length." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed, 0 to 999999999." };
    private static readonly Option<bool> NewTake = new("--new-take") { Description = "Create another video even if the same request was made in the last ten minutes. COSTS MONEY again." };
    private static readonly Option<string?> RequestId = new("--request-id") { Description = "An id of your own for this video, up to 200 characters. Repeated with the same id, the command waits for the same video and never pays twice. A create that was refused and not charged leaves the id free." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON and no progress." };
    private static readonly Option<string?> Sandbox = SandboxOption.Create("Use the sandbox at this URL, or start one if no URL is given. No key, no cost.");

    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors, SenderCommand? sender)
    {
        var command = new Command("animate", "Creates one video from an image and waits for it. COSTS MONEY unless --sandbox is set. Exit codes: 0 saved, 1 nothing created, 2 no video, 3 outcome unknown, 4 still running.")
        {
            Image, Prompt, Model, Ratio, Duration, Seed, NewTake, RequestId, Json, Sandbox,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var report = await RunAsync(parsed, environment, errors, sender, cancellationToken);
                Write(report, parsed.GetValue(Json), output);
                return (int)report.Outcome;
            }
            catch (Exception error) when (error is OptionsValidationException or SandboxStartException or InvalidOperationException or UriFormatException)
            {
                await errors.WriteLineAsync($"comet-runway-mcp: {TerminalText.OneLine(error.Message)}");
                return (int)AnimateOutcome.NothingCreated;
            }
        });
        return command;
    }

    private static async Task<AnimateReport> RunAsync(ParseResult parsed, IReadOnlyDictionary<string, string> environment, TextWriter errors, SenderCommand? sender, CancellationToken cancellationToken)
    {
        // COMETRUNWAY_SANDBOX applies here too, so that a user who set it does not pay by accident.
        using var sandbox = await SandboxOption.OpenAsync(parsed, Sandbox, environment, cancellationToken);
        var line = new ProgressLine(errors, !Console.IsErrorRedirected && !parsed.GetValue(Json), () => Console.BufferWidth);
        await using var services = CommandServices.Build(environment, sandbox.Address, added => added.Configure<CometRunwayOptions>(options => AllowFolderOf(parsed.GetRequiredValue(Image), options)), sender);
        var createTimeout = services.GetRequiredService<IOptions<CometRunwayOptions>>().Value.CreateTimeout;
        var run = new AnimateRun(services.GetRequiredService<ICometRunwayClient>(), services.GetRequiredService<InFlightCreates>(), createTimeout, TimeProvider.System, line, errors.WriteLine, Afterwards(sandbox.IsStarted, parsed.GetValue(RequestId) is not null));
        try
        {
            var report = await run.RunAsync(Request(parsed), parsed.GetValue(NewTake), cancellationToken);
            return sandbox.Address is null ? report : report with { Charged = "no" };
        }
        finally
        {
            sandbox.MayBeInUse = services.GetService<SenderDispatcher>()?.AnyUnderWay ?? false;
            line.Clear();
        }
    }

    /// <summary>Allows the folder of the image. A person at a terminal may read any file; only models are restricted to the allowed folders.</summary>
    private static void AllowFolderOf(string image, CometRunwayOptions options)
    {
        if (File.Exists(image) && Path.GetDirectoryName(Path.GetFullPath(image)) is { } folder)
            options.AllowedDirectories.Add(folder);
    }

    private static VideoRequest Request(ParseResult parsed) => new()
    {
        Image = File.Exists(parsed.GetRequiredValue(Image)) ? Path.GetFullPath(parsed.GetRequiredValue(Image)) : parsed.GetRequiredValue(Image),
        Prompt = parsed.GetValue(Prompt),
        Model = parsed.GetValue(Model),
        Ratio = parsed.GetValue(Ratio),
        Duration = parsed.GetValue(Duration),
        Seed = parsed.GetValue(Seed),
        RequestId = parsed.GetValue(RequestId),
    };

    private static string Afterwards(bool isOwnSandbox, bool hasRequestId) => isOwnSandbox
        ? "The sandbox stops with this command, and the task with it."
        : $"The task continues at the service. Run the same command {(hasRequestId ? "again to wait for it" : "within ten minutes to wait for it again")}. The next run of the server or of this command saves the file.";

    private static void Write(AnimateReport report, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(report.ToJson());
            return;
        }

        output.WriteLine(TerminalText.OneLine(report.Message));
        foreach (var difference in report.Differences ?? [])
            output.WriteLine(TerminalText.OneLine(difference));
    }
}
