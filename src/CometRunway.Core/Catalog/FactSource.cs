namespace CometRunway.Catalog;

/// <summary>The source of a fact in the catalogue.</summary>
/// <param name="Fact">The fact, in one line.</param>
/// <param name="Source">The name of the source.</param>
/// <param name="AsOf">The date on which it was published or read.</param>
internal sealed record FactSource(string Fact, string Source, DateOnly AsOf);
