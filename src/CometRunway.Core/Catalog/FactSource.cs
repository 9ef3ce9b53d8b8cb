namespace CometRunway.Catalog;

/// <summary>Where a fact of the catalogue comes from.</summary>
/// <param name="Fact">What is claimed, in one line.</param>
/// <param name="Source">Who says so.</param>
/// <param name="AsOf">The day it was published or read there.</param>
public sealed record FactSource(string Fact, string Source, DateOnly AsOf);
