using System.Globalization;
using CometRunway.Requests.Rules;
using CometRunway.SemanticKernel.Functions;
using CometRunway.Text;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Converts the arguments from a model to the parameters of the function, and reports problems.</summary>
internal sealed class ArgumentReader(IReadOnlyList<ParameterSpec> parameters, bool refuseUnknown)
{
    /// <summary>The maximum number of arguments. More are not read, because comparing names takes time.</summary>
    public const int MaxArguments = 64;

    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly List<ArgumentFinding> _findings = [];
    private readonly List<string> _ignored = [];

    /// <summary>The arguments with the names and types of the parameters.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>The request id that was given to a function that takes a task id; null if there was none.</summary>
    public string? RequestId { get; private set; }

    /// <summary>The names of arguments that a chat program added. They have no effect.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    /// <summary>The problems.</summary>
    public ArgumentFindings Findings => _findings.Count == 0 ? ArgumentFindings.None : new(_findings);

    /// <summary>Reads all arguments into <see cref="Values"/> and <see cref="Findings"/>.</summary>
    public void Read(IEnumerable<KeyValuePair<string, object?>> arguments)
    {
        var given = WrappedArguments.Unwrap(Few([.. arguments]), parameters);
        foreach (var (name, value) in given.OrderByDescending(a => parameters.Any(p => p.Name == a.Key)))
            Take(name, ArgumentValue.Detached(value));
        foreach (var missing in parameters.Where(p => p.Required && !_values.ContainsKey(p.Name) && !HasFinding(p.Name)))
            _findings.Add(new(missing.Name, $"{missing.Name} is missing: it is required."));
    }

    /// <summary>Returns the arguments with exact names only if there are too many to compare.</summary>
    private KeyValuePair<string, object?>[] Few(KeyValuePair<string, object?>[] given)
    {
        if (given.Length <= MaxArguments)
            return given;
        if (refuseUnknown)
            _findings.Add(new("arguments", $"There are {given.Length} arguments; at most {MaxArguments} are read. The arguments are: {Names}."));
        return [.. given.Where(a => parameters.Any(p => p.Name == a.Key))];
    }

    private string Names => string.Join(", ", parameters.Select(p => p.Name));

    private void Take(string name, object? value)
    {
        if (ParameterNames.Meant(name, parameters) is { } parameter)
            Put(parameter, name, value);
        else if (ParameterNames.InsteadOf(name, parameters) is { } instead)
            Redirect(instead, name, value);
        else if (ParameterNames.IsRequestId(name) && parameters.Any(p => p.Name == ParameterNames.TaskId))
            RefuseRequestId(name, value);
        else if (ParameterNames.IsOfHost(name))
            _ignored.Add(ArgumentValue.Show(name));
        else if (ParameterNames.NearMiss(name, parameters) is { } near)
            Suggest(near, name, value);
        else if (refuseUnknown)
            _findings.Add(new(ArgumentValue.Show(name), $"There is no argument {ArgumentValue.Quote(name)}. The arguments are: {Names}.", ArgumentValue.Show(value)));
    }

    private void Put(ParameterSpec parameter, string name, object? value)
    {
        if (ArgumentValue.IsLeftOut(value, parameter))
        {
            if (parameter.Required && !_values.ContainsKey(parameter.Name))
                _findings.Add(new(parameter.Name, $"{parameter.Name} is null: it is required."));
            return;
        }

        if (!ArgumentValue.TryRead(value!, parameter, out var read))
        {
            _findings.Add(new(parameter.Name, $"{parameter.Name} must be {Kind(parameter)}.", ArgumentValue.Show(value)));
            TakeAsHint(parameter, ArgumentValue.Hint(value));
        }
        else if (read is string { Length: var length } && length > parameter.MaxLength)
        {
            _findings.Add(new(parameter.Name, string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} has {length:N0} characters; at most {parameter.MaxLength:N0} are read."), ArgumentValue.Show(value)));
        }
        else if (read is string broken && IsBroken(broken))
        {
            _findings.Add(new(parameter.Name, $"{parameter.Name} contains a broken character (half of a surrogate pair). Write it again, or leave it out.", ArgumentValue.Show(broken)));
            TakeAsHint(parameter, PromptText.WithoutUnprintable(broken).Replace("\uFFFD", "", StringComparison.Ordinal));
        }
        else if (!_values.TryAdd(parameter.Name, read) && !Equals(_values[parameter.Name], read))
            _findings.Add(new(parameter.Name, $"{parameter.Name} was given twice with different values, once as {ArgumentValue.Quote(name)}: give it once, as {parameter.Name}.", ArgumentValue.Show(value)));
    }

    private void Redirect(ParameterSpec instead, string name, object? value)
    {
        _findings.Add(new(ArgumentValue.Show(name), $"There is no argument {ArgumentValue.Quote(name)}: use {instead.Name}, written as width:height in pixels, for example 1280:768.", ArgumentValue.Show(value), instead.Name));
        TakeAsHint(instead, value);
    }

    private void RefuseRequestId(string name, object? value)
    {
        if (ArgumentValue.IsNull(value))
            return;
        RequestId = ArgumentValue.IsText(value, out var text) && text.Length <= TextLimits.Query ? text : null;
        _findings.Add(new(ArgumentValue.Show(name), $"{ArgumentValue.Quote(name)} is an argument of {FunctionNames.Create}, and no taskId: {FunctionNames.List} finds its task, with the value as query.", ArgumentValue.Show(value)));
    }

    private void Suggest(ParameterSpec near, string name, object? value)
    {
        _findings.Add(new(ArgumentValue.Show(name), $"There is no argument {ArgumentValue.Quote(name)}: did you mean {near.Name}?", ArgumentValue.Show(value), near.Name));
        TakeAsHint(near, value);
    }

    /// <summary>Uses the value of a rejected name for the corrected request only.</summary>
    private void TakeAsHint(ParameterSpec parameter, object? value)
    {
        if (!ArgumentValue.IsNull(value) && ArgumentValue.TryRead(value!, parameter, out var read))
            _values.TryAdd(parameter.Name, read);
    }

    /// <summary>U+FFFD stands for a character that could not be read, for example half of a surrogate pair in the JSON of the request.</summary>
    private static bool IsBroken(string text) => text.Contains('\uFFFD') || JsonText.WithoutHalves(text) != text;

    private bool HasFinding(string name) => _findings.Any(f => f.Field == name);

    private static string Kind(ParameterSpec parameter) => parameter.Kind switch
    {
        ParameterKind.Integer => "a whole number",
        ParameterKind.Boolean => "true or false",
        _ => "one text",
    };
}
