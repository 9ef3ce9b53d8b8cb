namespace CometRunway.SemanticKernel.Approval;

/// <summary>Everybody who has to say yes to one paid call, each once. Gates only ever add up: no way to call a function takes one away.</summary>
internal sealed class PaidCallGates
{
    private readonly PaidCallGate[] _gates;

    private PaidCallGates(IEnumerable<PaidCallGate> gates) => _gates = [.. gates.Distinct()];

    /// <summary>Those in the context of a call, and more.</summary>
    public static PaidCallGates With(IDictionary<object, object?>? context, IEnumerable<PaidCallGate> more) =>
        new([.. (context?.TryGetValue(typeof(PaidCallGates), out var value) is true ? value as PaidCallGates : null)?._gates ?? [], .. more]);

    /// <summary>Returns after the last yes; the first no leaves as the reply that tells the model.</summary>
    public async Task PassAsync(IEnumerable<PaidCallGate> standing, PaidCall call, CancellationToken cancellationToken)
    {
        foreach (var gate in _gates.Concat(standing).Distinct())
            await gate.PassAsync(call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>None but the standing ones.</summary>
    public static PaidCallGates None { get; } = new([]);
}
