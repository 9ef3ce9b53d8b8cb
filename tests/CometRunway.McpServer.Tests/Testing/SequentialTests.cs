namespace CometRunway.McpServer.Tests.Testing;

/// <summary>Tests that start processes run sequentially, so that they do not starve each other.</summary>
[CollectionDefinition(Name)]
public sealed class SequentialTests
{
    public const string Name = "processes";
}
