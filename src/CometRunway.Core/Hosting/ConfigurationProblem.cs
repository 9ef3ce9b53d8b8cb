namespace CometRunway.Hosting;

/// <summary>One thing that is wrong with the set-up.</summary>
/// <param name="Text">What is wrong and what a person can do about it.</param>
/// <param name="PreventsCreating">True when no video can be created until it is mended.</param>
public sealed record ConfigurationProblem(string Text, bool PreventsCreating = false);
