namespace CometRunway.SemanticKernel.Guard;

/// <summary>The JSON kinds of the parameters.</summary>
internal enum ParameterKind
{
    Text,
    Integer,
    Boolean,
}
