using System.CommandLine;
using CometRunway.McpServer.Animate;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary><c>animate PICTURE "PROMPT"</c>: one video, for people and scripts. <see cref="AnimateOutcome"/> has the exit codes.</summary>
internal static class AnimateCommand
{
    private static readonly Argument<string> Image = new("PICTURE") { Description = "A file, or an https link." };
    private static readonly Argument<string?> Prompt = new("PROMPT") { Arity = ArgumentArity.ZeroOrOne, Description = "What should move, and how." };
    private static readonly Option<string?> Model = new("--model") { Description = "The model's id; by default what COMETRUNWAY_DEFAULT_MODEL or the offer says." };
    private static readonly Option<string?> Ratio = new("--ratio") { Description = "width:height; by default the nearest to the picture." };
    private static readonly Option<int?> Duration = new("--duration") { Description = "Seconds; by default the model's." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "0 to 999999999." };
    private static readonly Option<bool> NewTake = new("--new-take") { Description = "Another video of a request that was just made. Costs money again." };
    private static readonly Option<bool> Json = new("--json") { Description = "The outcome as JSON, and no progress." };
    private static readonly Option<string?> Sandbox = SandboxOption.Create("Use a sandbox: one that runs at this URL, or one of its own. No key, no cost.");

    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
    {
        var command = new Command("animate", "Makes one video of a picture and waits for it. COSTS MONEY, but with --sandbox. Ends with 0 saved, 1 nothing created, 2 no video, 3 outcome unknown, 4 still running.")
        {
            Image, Prompt, Model, Ratio, Duration, Seed, NewTake, Json, Sandbox,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var report = await RunAsync(parsed, environment, errors, cancellationToken);
                Write(report, parsed.GetValue(Json), output);
                return (int)report.Outcome;
            }
            catch (Exception error) when (error is OptionsValidationException or SandboxStartException or InvalidOperationException or UriFormatException)
            {
                await errors.WriteLineAsync($"comet-runway-mcp: {error.Message}");
                return (int)AnimateOutcome.NothingCreated;
            }
        });
        return command;
    }

    private static async Task<AnimateReport> RunAsync(ParseResult parsed, IReadOnlyDictionary<string, string> environment, TextWriter errors, CancellationToken cancellationToken)
    {
        // Read as the server reads it: whoever set the variable to practise must not pay because this is another command.
        using var sandbox = await SandboxOption.OpenAsync(parsed, Sandbox, environment, cancellationToken);
        var line = new ProgressLine(errors, !Console.IsErrorRedirected && !parsed.GetValue(Json), () => Console.BufferWidth);
        await using var services = CommandServices.Build(environment, sandbox.Address, added => added.Configure<CometRunwayOptions>(options => AllowFolderOf(parsed.GetRequiredValue(Image), options)));
        var longestPost = services.GetRequiredService<IOptions<CometRunwayOptions>>().Value.CreateTimeout;
        var run = new AnimateRun(services.GetRequiredService<ICometRunwayClient>(), services.GetRequiredService<InFlightCreates>(), longestPost, TimeProvider.System, line, errors.WriteLine, LastsOn(sandbox.IsStarted));
        try
        {
            var report = await run.RunAsync(Request(parsed), parsed.GetValue(NewTake), cancellationToken);
            return sandbox.Address is null ? report : report with { Charged = "no" };
        }
        finally
        {
            line.Clear();
        }
    }

    /// <summary>Who names a file at a terminal may read it; models may not choose the folders, people may.</summary>
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
    };

    private static string LastsOn(bool ownSandbox) => ownSandbox
        ? "Its sandbox ends with this command, and the task with it."
        : "It goes on at the service: the same command again within ten minutes waits for the same task, and any later run of the server or of this command saves its file.";

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
