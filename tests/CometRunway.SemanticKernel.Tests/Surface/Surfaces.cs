using System.Text.Json.Nodes;
using CometRunway.SemanticKernel.Tests.Testing;
using Microsoft.Extensions.AI;

namespace CometRunway.SemanticKernel.Tests.Surface;

/// <summary>The functions' outward form, without a service behind them.</summary>
public sealed class Surfaces : IAsyncLifetime
{
    private ToolLab? _lab;

    internal IReadOnlyList<AIFunction> Functions => _lab!.Functions.StrictFunctions;

    internal CometRunwayPlugin Plugin => _lab!.Plugin;

    internal AIFunction this[string name] => Functions.Single(f => f.Name == name);

    internal static IEnumerable<JsonObject> Schemas(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Schemas(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Schemas),
        _ => [],
    };

    public async ValueTask InitializeAsync() => _lab = await ToolLab.StartAsync();

    public async ValueTask DisposeAsync() => await _lab!.DisposeAsync();
}
