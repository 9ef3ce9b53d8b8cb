using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Wraps every function: reads the arguments before they are bound, and returns every failure in one reply format.</summary>
internal sealed partial class GuardedFunction : DelegatingAIFunction
{
    private readonly IReadOnlyList<ParameterSpec> _parameters;
    private readonly bool _refuseUnknown;
    private readonly bool _answersForArguments;
    private readonly ILogger _logger;

    /// <param name="inner">The function as the factory made it.</param>
    /// <param name="returns">The schema of what it returns when it succeeds.</param>
    /// <param name="parameters">The parameters with their limits.</param>
    /// <param name="refuseUnknown">True where every argument comes from the model (MCP); false where a host adds its own (Semantic Kernel).</param>
    /// <param name="answersForArguments">True when the function takes <see cref="ArgumentFindings"/> and reports them together with its rules.</param>
    /// <param name="logger">For what no reply may show.</param>
    public GuardedFunction(AIFunction inner, JsonElement? returns, IReadOnlyList<ParameterSpec> parameters, bool refuseUnknown, bool answersForArguments, ILogger logger)
        : base(inner)
    {
        _parameters = parameters;
        _refuseUnknown = refuseUnknown;
        _answersForArguments = answersForArguments;
        _logger = logger;
        ReturnJsonSchema = returns;
    }

    /// <inheritdoc/>
    public override JsonElement? ReturnJsonSchema { get; }

    /// <summary>The parameters with their limits.</summary>
    public IReadOnlyList<ParameterSpec> Parameters => _parameters;

    /// <inheritdoc/>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var reader = new ArgumentReader(_parameters, _refuseUnknown);
        try
        {
            reader.Read(arguments);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // Values of the app's own types that cannot be written as JSON.
            return Unexpected(error, mayHaveSent: false, hasRequestId: false);
        }

        if (reader.Ignored.Count > 0)
            LogIgnored(_logger, Name, string.Join(", ", reader.Ignored));
        if (reader.Findings.All.Count > 0 && !_answersForArguments)
            return ArgumentReplies.Refused(Name, reader.Findings, Corrected(reader));

        try
        {
            return await base.InvokeCoreAsync(Bound(arguments, reader), cancellationToken).ConfigureAwait(false);
        }
        catch (ToolErrorException error)
        {
            if (error.InnerException is { } cause)
                LogRefused(_logger, cause, Name, error.Reply.Code);
            return error.Reply;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A cancellation that the caller did not ask for is a fault like any other, for example a timeout inside the app's code.
            return Unexpected(error, mayHaveSent: Name == FunctionNames.Create, reader.Values.ContainsKey(ParameterNames.RequestId));
        }
    }

    private ErrorReply Unexpected(Exception error, bool mayHaveSent, bool hasRequestId)
    {
        var id = Guid.NewGuid().ToString("N")[..8];
        LogUnexpected(_logger, error, Name, id);
        return ArgumentReplies.Unexpected(id, mayHaveSent, hasRequestId);
    }

    /// <summary>Suggests the same call with the valid arguments. If a required argument is missing, suggests the list of tasks.</summary>
    private NextAction Corrected(ArgumentReader reader)
    {
        if (reader.RequestId is { } requestId)
            return new(FunctionNames.List, new JsonObject { ["query"] = requestId });
        if (_parameters.Any(p => p.Required && !reader.Values.ContainsKey(p.Name)))
            return new(FunctionNames.List, []);
        var arguments = new JsonObject();
        foreach (var (name, value) in reader.Values)
            arguments[name] = value switch { string s => s, bool b => b, int i => i, long l => l, _ => null };
        return new(Name, arguments);
    }

    private AIFunctionArguments Bound(AIFunctionArguments given, ArgumentReader reader)
    {
        var bound = new AIFunctionArguments
        {
            Services = given.Services,
            Context = new Dictionary<object, object?>(given.Context ?? new Dictionary<object, object?>())
            {
                [typeof(ArgumentFindings)] = reader.Findings,
            },
        };
        foreach (var (name, value) in reader.Values)
            bound[name] = value;
        foreach (var missing in _parameters.Where(p => p.Required && !reader.Values.ContainsKey(p.Name)))
            bound[missing.Name] = "";
        return bound;
    }

    [LoggerMessage(2, LogLevel.Warning, "{Function} was answered with {Code} because of an error.")]
    internal static partial void LogRefused(ILogger logger, Exception cause, string function, string code);

    [LoggerMessage(3, LogLevel.Information, "{Function} was called with arguments of the chat program that have no effect: {Arguments}.")]
    private static partial void LogIgnored(ILogger logger, string function, string arguments);

    [LoggerMessage(1, LogLevel.Error, "{Function} failed unexpectedly (id {Id}).")]
    private static partial void LogUnexpected(ILogger logger, Exception error, string function, string id);
}
