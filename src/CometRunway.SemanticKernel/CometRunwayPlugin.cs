using System.Diagnostics.CodeAnalysis;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel;

/// <summary>The functions as a Semantic Kernel plugin: <c>kernel.Plugins.Add(...)</c>. Filters, logging and telemetry of the kernel see every call.</summary>
public sealed class CometRunwayPlugin : KernelPlugin
{
    /// <summary>The plugin's name when none is given.</summary>
    public const string DefaultName = "CometRunway";

    private readonly Dictionary<string, KernelFunction> _functions;
    private readonly CometRunwayFunctions _source;

    /// <summary>Wraps the functions of <see cref="CometRunwayFunctions"/>.</summary>
    public CometRunwayPlugin(CometRunwayFunctions functions)
        : base(DefaultName, "Animates still pictures into short videos with Runway's models behind CometAPI. Creating costs money; everything else is free.")
    {
        ArgumentNullException.ThrowIfNull(functions);
        _source = functions;
        _functions = functions.ForHosts.ToDictionary(f => f.Name, f => f.AsKernelFunction().Clone(DefaultName), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The plugin of one user of the app: <c>kernel.Plugins.Add(plugin.ForCaller(userId))</c>. See <see cref="CometRunwayFunctions.ForCaller"/>.</summary>
    /// <inheritdoc cref="CometRunwayFunctions.ForCaller"/>
    public CometRunwayPlugin ForCaller(string callerId) => new(_source.ForCaller(callerId));

    /// <inheritdoc/>
    public override int FunctionCount => _functions.Count;

    /// <inheritdoc/>
    public override bool TryGetFunction(string name, [NotNullWhen(true)] out KernelFunction? function) =>
        _functions.TryGetValue(name, out function);

    /// <inheritdoc/>
    public override IEnumerator<KernelFunction> GetEnumerator() => _functions.Values.GetEnumerator();
}
