namespace CometRunway.McpServer.Tests.Testing;

/// <summary>Tests with processes of their own run one after another, so that they do not starve each other.</summary>
[CollectionDefinition(Name)]
public sealed class OneAtATime
{
    public const string Name = "processes";
}
