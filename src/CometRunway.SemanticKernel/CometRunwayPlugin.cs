using System.Diagnostics.CodeAnalysis;
using CometRunway.Tasks;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel;

/// <summary>
/// Provides the functions as a Semantic Kernel plugin. A kernel that is built with the services of <c>builder.Plugins.AddCometRunway(...)</c> or
/// <c>services.AddCometRunwayPlugin()</c> contains the plugin. For other kernels call <c>kernel.Plugins.Add(...)</c>. Filters, logging and telemetry
/// of the kernel apply to every call.
/// </summary>
public sealed class CometRunwayPlugin : KernelPlugin
{
    /// <summary>The name of the plugin.</summary>
    public const string DefaultName = "CometRunway";

    private readonly CometRunwayFunctions _source;

    // The functions are created at first use, because every kernel of an app contains the plugin but few use it.
    private readonly Lazy<Dictionary<string, KernelFunction>> _functions;

    /// <summary>Wraps the functions of <see cref="CometRunwayFunctions"/>.</summary>
    public CometRunwayPlugin(CometRunwayFunctions functions)
        : base(DefaultName, "Animates still pictures into short videos with Runway's models behind CometAPI. Creating costs money; everything else is free.")
    {
        ArgumentNullException.ThrowIfNull(functions);
        _source = functions;
        _functions = new(() => functions.LenientFunctions.ToDictionary(f => f.Name, f => PluginFunction.Of(f, DefaultName), StringComparer.OrdinalIgnoreCase));
    }

    /// <inheritdoc cref="CometRunwayClient.CallerId"/>
    public string? CallerId => _source.CallerId;

    /// <summary>
    /// Returns the plugin for one caller, see <see cref="CometRunwayFunctions.ForCaller"/>. Add it to a kernel without the plugin. For a kernel that
    /// contains the shared plugin, use <see cref="CometRunwayKernelExtensions.ForCometRunwayCaller"/>.
    /// </summary>
    /// <inheritdoc cref="CometRunwayFunctions.ForCaller"/>
    public CometRunwayPlugin ForCaller(string callerId) => new(_source.ForCaller(callerId));

    /// <inheritdoc/>
    public override int FunctionCount => _functions.Value.Count;

    /// <inheritdoc/>
    public override bool TryGetFunction(string name, [NotNullWhen(true)] out KernelFunction? function) =>
        _functions.Value.TryGetValue(name, out function);

    /// <inheritdoc/>
    public override IEnumerator<KernelFunction> GetEnumerator() => _functions.Value.Values.GetEnumerator();
}
