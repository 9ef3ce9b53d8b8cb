namespace CometRunway.SemanticKernel.Guard;

/// <summary>The JSON kinds that our functions take.</summary>
internal enum ParameterKind
{
    Text,
    Integer,
    Boolean,
}
