namespace CometRunway.Hosting;

/// <summary>A problem with the configuration.</summary>
/// <param name="Text">The problem and how to fix it.</param>
/// <param name="PreventsCreating">True when no video can be created until the problem is fixed.</param>
internal sealed record ConfigurationProblem(string Text, bool PreventsCreating = false);
