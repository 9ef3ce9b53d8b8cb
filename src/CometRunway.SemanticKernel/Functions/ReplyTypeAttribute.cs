namespace CometRunway.SemanticKernel.Functions;

/// <summary>The reply that a function's output schema describes, where its method can also return an error.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReplyTypeAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
