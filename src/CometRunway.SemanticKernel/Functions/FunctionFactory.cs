using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates a guarded <see cref="AIFunction"/> from an annotated method, which defines name, description, schemas and checks.</summary>
internal static class FunctionFactory
{
    // One shared object, because AIFunctionFactory caches method metadata by its options, and functions for callers are created often.
    private static readonly AIJsonSchemaCreateOptions Schemas = new() { TransformSchemaNode = Simplify };

    private static readonly Func<object?, Type?, CancellationToken, ValueTask<object?>> AsIs = static (result, _, _) => new(result);
    private static readonly Func<ParameterInfo, AIFunctionFactoryOptions.ParameterBindingOptions> Binding = BindFromContext;

    public static AIFunction Create(Delegate method, bool refuseUnknown, ILogger logger)
    {
        var name = method.Method.GetCustomAttribute<KernelFunctionAttribute>()!.Name;
        var inner = AIFunctionFactory.Create(method, new AIFunctionFactoryOptions
        {
            Name = name,
            SerializerOptions = ReplyJson.Readable,
            MarshalResult = AsIs,
            ExcludeResultSchema = method.Method.IsDefined(typeof(ReplyTypeAttribute)),
            ConfigureParameterBinding = Binding,
            JsonSchemaCreateOptions = Schemas,
        });
        var replyType = method.Method.GetCustomAttribute<ReplyTypeAttribute>()?.Type;
        JsonElement? returns = replyType is null ? inner.ReturnJsonSchema : AIJsonUtilities.CreateJsonSchema(replyType, serializerOptions: ReplyJson.Readable, inferenceOptions: Schemas);
        var declared = method.Method.GetParameters();
        var answersForArguments = declared.Any(p => p.ParameterType == typeof(ArgumentFindings));
        return new GuardedFunction(inner, returns, ParameterSpec.Of(inner.JsonSchema, declared), refuseUnknown, answersForArguments, logger);
    }

    /// <summary>
    /// Binds parameters that the host supplies: progress, findings of the guard, and approvals. They are not in the schema for the model.
    /// </summary>
    private static AIFunctionFactoryOptions.ParameterBindingOptions BindFromContext(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(PaidCallApprovals)
            ? new() { ExcludeFromSchema = true, BindParameter = static (_, arguments) => PaidCallApprovals.Of(arguments) }
            : parameter.ParameterType == typeof(ArgumentFindings) || parameter.ParameterType == typeof(IProgress<WaitProgress>)
            ? new()
            {
                ExcludeFromSchema = true,
                BindParameter = static (p, arguments) => arguments.Context?.TryGetValue(p.ParameterType, out var value) is true ? value : null,
            }
            : default;

    /// <summary>Removes type arrays and null defaults, which several hosts reject or misinterpret.</summary>
    private static JsonNode Simplify(AIJsonSchemaCreateContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        // The properties of these types are the arguments of a tool and are described there, or their names say enough. Describing them would use tokens
        // in every conversation.
        if (context.TypeInfo.Type == typeof(VideoRequest) || context.TypeInfo.Type == typeof(NextAction) || context.TypeInfo.Type == typeof(LimitsReply))
            return new JsonObject { ["type"] = "object" };
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Select(t => t!.GetValue<string>()).First(t => t != "null");
        if (schema.TryGetPropertyValue("default", out var value) && value is null)
            schema.Remove("default");
        schema.Remove("$schema");
        return schema;
    }
}

/// <summary>Specifies the reply type for the output schema of a function whose method can also return an error.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReplyTypeAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
