namespace CometRunway.Ledger;

/// <summary>Whose tasks: base address, API key and caller id, as a keyed hash. Duplicates, budget and lists see one scope only.</summary>
/// <param name="Value">The hash, lower-case hex; nothing can be read from it.</param>
public sealed record LedgerScope(string Value);
