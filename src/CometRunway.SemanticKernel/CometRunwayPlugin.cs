using System.Diagnostics.CodeAnalysis;
using CometRunway.Tasks;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel;

/// <summary>
/// The functions as a Semantic Kernel plugin. A kernel built with the services of <c>builder.Plugins.AddCometRunway(...)</c> or
/// <c>services.AddCometRunwayPlugin()</c> has it; any other takes it with <c>kernel.Plugins.Add(...)</c>. Filters, logging and telemetry of the
/// kernel see every call.
/// </summary>
public sealed class CometRunwayPlugin : KernelPlugin
{
    /// <summary>The plugin's name when none is given.</summary>
    public const string DefaultName = "CometRunway";

    private readonly CometRunwayFunctions _source;

    // Every kernel that an app makes has the plugin, and few of them use it.
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
    /// The plugin of one user of the app, see <see cref="CometRunwayFunctions.ForCaller"/>. It goes into a kernel that has none yet; from a kernel that
    /// has the shared one, <see cref="CometRunwayKernelExtensions.ForCometRunwayCaller"/> makes the user's.
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
